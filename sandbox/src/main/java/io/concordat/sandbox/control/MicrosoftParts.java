package io.concordat.sandbox.control;

import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.dns.Names;
import io.concordat.sandbox.entra.Entra;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.graph.Mailboxes;
import io.concordat.sandbox.graph.Throttle;
import io.concordat.sandbox.http.RequestLog;
import io.concordat.sandbox.subscription.Subscriptions;

/** What the control API of the Microsoft twin controls. */
public record MicrosoftParts(
    TwinClock clock,
    Entra entra,
    Mailboxes mailboxes,
    Throttle throttle,
    Subscriptions subscriptions,
    Names names,
    Faults faults,
    RequestLog log) {}
