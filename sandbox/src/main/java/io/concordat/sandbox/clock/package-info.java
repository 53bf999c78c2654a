/** The virtual time the twins live in. */
@NullMarked
package io.concordat.sandbox.clock;

import org.jspecify.annotations.NullMarked;
