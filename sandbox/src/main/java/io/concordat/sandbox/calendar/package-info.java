/** Google Calendar v3: calendars, events, series, listings, sync tokens. */
@NullMarked
package io.concordat.sandbox.calendar;

import org.jspecify.annotations.NullMarked;
