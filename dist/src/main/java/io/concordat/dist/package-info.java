/** Room. */
@NullMarked
package io.concordat.dist;

import org.jspecify.annotations.NullMarked;
