/** How many calendars are in trouble, and in which, for the meters. */
@NullMarked
package io.concordat.ee.calendar.census;

import org.jspecify.annotations.NullMarked;
