/** What of a calendar waits for a person, told inside the application. */
@NullMarked
package io.concordat.ee.calendar.notice;

import org.jspecify.annotations.NullMarked;
