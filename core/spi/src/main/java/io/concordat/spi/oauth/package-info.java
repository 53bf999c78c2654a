/** Single-use OAuth states with PKCE. */
@NullMarked
package io.concordat.spi.oauth;

import org.jspecify.annotations.NullMarked;
