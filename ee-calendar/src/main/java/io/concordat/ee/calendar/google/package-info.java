/** Google Calendar and its token endpoint behind the ports of {@code remote}. */
@NullMarked
package io.concordat.ee.calendar.google;

import org.jspecify.annotations.NullMarked;
