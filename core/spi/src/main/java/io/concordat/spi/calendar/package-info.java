/** The port behind the four stable calendar routes. */
@NullMarked
package io.concordat.spi.calendar;

import org.jspecify.annotations.NullMarked;
