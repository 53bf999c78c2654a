/** Signing in with Microsoft, as browsers and administrators see it. */
@NullMarked
package io.concordat.web.sso;

import org.jspecify.annotations.NullMarked;
