/** Room. */
@NullMarked
package io.concordat.ee.calendar;

import org.jspecify.annotations.NullMarked;
