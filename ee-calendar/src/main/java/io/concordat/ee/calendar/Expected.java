package io.concordat.ee.calendar;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.spi.meter.Meters;
import java.util.List;
import java.util.Map;

/** The counters that alerts look at, shown with 0 before there is anything to count. */
record Expected(Meters meters) {
  private static final Map<String, List<String>> OUTCOMES =
      Map.of(
          "calendar_notices_total",
          List.of("touched", "retired", "refused"),
          "calendar_channels_total",
          List.of("opened", "renewed", "gone", "failed", "stopped"),
          "calendar_vendor_requests_total",
          List.of("ok", "rate_limited", "refused", "failed", "no_answer"));

  void all() {
    OUTCOMES.forEach((name, outcomes) -> outcomes.forEach(outcome -> expect(name, outcome)));
  }

  private void expect(String name, String outcome) {
    for (Brand brand : Brand.values()) {
      meters.expect(name, Map.of("vendor", brand.stored(), "outcome", outcome));
    }
  }
}
