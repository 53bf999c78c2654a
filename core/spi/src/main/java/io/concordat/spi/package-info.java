/** The contract between core and its plugins: JDK types and JSpecify only. */
@NullMarked
package io.concordat.spi;

import org.jspecify.annotations.NullMarked;
