/** Import of iCalendar files into a twin's calendar. */
@NullMarked
package io.concordat.sandbox.ics;

import org.jspecify.annotations.NullMarked;
