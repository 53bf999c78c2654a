/** Reads both sides by its own means, expands series itself and says where they differ. */
@NullMarked
package io.concordat.dist.oracle;

import org.jspecify.annotations.NullMarked;
