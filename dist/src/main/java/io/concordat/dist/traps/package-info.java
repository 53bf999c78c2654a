/** Wrong variants of the product as patches, and the tests that must fail with them. */
@NullMarked
package io.concordat.dist.traps;

import org.jspecify.annotations.NullMarked;
