package io.concordat.ee.calendar.remote;

import java.time.ZoneId;

/**
 * The calendar itself.
 *
 * @param id the real one, aliases such as {@code primary} resolved
 * @param writable whether this account may write events
 */
public record Described(String id, String summary, ZoneId zone, boolean writable) {}
