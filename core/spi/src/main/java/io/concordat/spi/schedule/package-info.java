/** The schedule as plugins see it: content values, commands and reads inside a transaction. */
@NullMarked
package io.concordat.spi.schedule;

import org.jspecify.annotations.NullMarked;
