package io.concordat.ee.calendar.remote;

import java.time.ZoneId;
import java.util.Optional;

/**
 * A calendar that an account can read, to choose from.
 *
 * @param id the real one
 * @param primary the account's own calendar
 * @param writable whether this account may write events
 */
public record Offered(
    String id, String name, boolean primary, boolean writable, Optional<ZoneId> zone) {}
