package io.concordat.ee.calendar.watch;

import java.time.Instant;

/**
 * A time in which nobody tells us of changes.
 *
 * @param cause {@code expired}, {@code gone}, {@code no_channel}, {@code removed}, {@code missed},
 *     {@code address_changed} or {@code silent}
 * @param from since when, as far as we know
 */
record Gap(String cause, Instant from) {}
