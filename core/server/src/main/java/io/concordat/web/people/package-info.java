/** Signing in and out, the first administrator, and what people may do about themselves. */
@NullMarked
package io.concordat.web.people;

import org.jspecify.annotations.NullMarked;
