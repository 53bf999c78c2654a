/** Signing in, over HTTP. */
@NullMarked
package io.concordat.web.people;

import org.jspecify.annotations.NullMarked;
