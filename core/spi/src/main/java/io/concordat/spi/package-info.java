/** Room. */
@NullMarked
package io.concordat.spi;

import org.jspecify.annotations.NullMarked;
