/** The whole plugin on core's ground and a running twin, cranked by hand. */
@NullMarked
package io.concordat.ee.calendar.house;

import org.jspecify.annotations.NullMarked;
