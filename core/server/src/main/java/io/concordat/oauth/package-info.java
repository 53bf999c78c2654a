/** Single-use OAuth states with PKCE. */
@NullMarked
package io.concordat.oauth;

import org.jspecify.annotations.NullMarked;
