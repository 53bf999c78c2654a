/** The benchmarks: figures beside limits taken in the same run. */
@NullMarked
package io.concordat.dist.bench;

import org.jspecify.annotations.NullMarked;
