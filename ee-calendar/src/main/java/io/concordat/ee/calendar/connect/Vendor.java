package io.concordat.ee.calendar.connect;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.remote.RemoteCalendars;
import io.concordat.ee.calendar.remote.TokenEndpoint;

/**
 * Everything in which one vendor differs from another, as far as this plugin deals with it.
 *
 * @param delivery how its changes reach us while a channel is live
 * @param writesAtOnce that may be open for one calendar
 */
public record Vendor(
    Brand brand,
    Apps apps,
    TokenEndpoint endpoint,
    RemoteCalendars calendars,
    Delivery delivery,
    int writesAtOnce) {
  /** A state of one vendor is none at the other's callback. */
  String purpose() {
    return brand.stored() + "_calendar";
  }

  String callbackPath() {
    return brand.callbackPath();
  }

  String name() {
    return brand.stored();
  }
}
