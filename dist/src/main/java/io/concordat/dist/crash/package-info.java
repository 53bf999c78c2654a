/** Kills the product at random moments and looks for what got lost. */
@NullMarked
package io.concordat.dist.crash;

import org.jspecify.annotations.NullMarked;
