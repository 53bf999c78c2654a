/** Pages a plugin brings into core's shell, and the words it speaks on them. */
@NullMarked
package io.concordat.spi.page;

import org.jspecify.annotations.NullMarked;
