/** The assembled product, driven from outside. */
@NullMarked
package io.concordat.dist.assembled;

import org.jspecify.annotations.NullMarked;
