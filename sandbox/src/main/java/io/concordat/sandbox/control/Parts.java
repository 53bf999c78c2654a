package io.concordat.sandbox.control;

import io.concordat.sandbox.calendar.Calendars;
import io.concordat.sandbox.channel.Channels;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.http.RequestLog;
import io.concordat.sandbox.oauth.Grants;
import io.concordat.sandbox.quota.Quota;

/** What the control API controls. */
public record Parts(
    TwinClock clock,
    Grants grants,
    Calendars calendars,
    Channels channels,
    Quota quota,
    Faults faults,
    RequestLog log) {}
