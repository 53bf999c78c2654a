/** Why an entry is, or is not, in a calendar, and an event here; and another try for either. */
@NullMarked
package io.concordat.ee.calendar.why;

import org.jspecify.annotations.NullMarked;
