/** The twins' tests, over real HTTP. */
@NullMarked
package io.concordat.sandbox;

import org.jspecify.annotations.NullMarked;
