package io.concordat.ee.calendar;

import io.concordat.ee.calendar.connect.BoundProfile;
import io.concordat.ee.calendar.connect.OwnApp;
import io.concordat.ee.calendar.connect.Vendor;
import io.concordat.ee.calendar.google.GoogleCalendars;
import io.concordat.ee.calendar.google.GoogleTokens;
import io.concordat.ee.calendar.graph.GraphCalendars;
import io.concordat.ee.calendar.graph.MicrosoftTokens;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.remote.RequestCounter;
import io.concordat.spi.PluginContext;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import okhttp3.OkHttpClient;

/** The vendors, each in its own value. Only here is it known what stands behind them. */
final class Vendors {
  /** A refresh must be over before its lease is. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Google grants a user 600 requests a minute; two at once reach four times that at 50 ms each, so
   * more only meets the limit sooner.
   */
  private static final int GOOGLE_WRITES = 2;

  /** Graph refuses a fifth request at once for one mailbox. */
  private static final int GRAPH_WRITES = 4;

  private final PluginContext core;
  private final OkHttpClient http = GoogleCalendars.http();
  private final OkHttpClient hasty = http.newBuilder().callTimeout(PATIENCE).build();
  private final Vendor google;
  private final Vendor microsoft;

  Vendors(PluginContext core) {
    this.core = core;
    this.google = google();
    this.microsoft = microsoft();
  }

  /** These instead of the real ones. */
  Vendors(PluginContext core, Vendor google, Vendor microsoft) {
    this.core = core;
    this.google = google;
    this.microsoft = microsoft;
  }

  Vendor of(Brand brand) {
    return switch (brand) {
      case GOOGLE -> google;
      case MICROSOFT -> microsoft;
    };
  }

  int writesAtOnce(Brand brand) {
    return of(brand).writesAtOnce();
  }

  Delivery delivery(Brand brand) {
    return of(brand).delivery();
  }

  private Vendor google() {
    var at = core.addresses();
    RequestCounter counter = counter(Brand.GOOGLE);
    return new Vendor(
        Brand.GOOGLE,
        new OwnApp(core.googleApps()),
        new GoogleTokens(hasty, at.googleAuthorize(), at.googleToken(), core.clock(), counter),
        new GoogleCalendars(http, at.googleApi(), core.clock(), counter),
        delivery(at.googleApi()),
        GOOGLE_WRITES);
  }

  private Vendor microsoft() {
    var at = core.addresses();
    RequestCounter counter = counter(Brand.MICROSOFT);
    return new Vendor(
        Brand.MICROSOFT,
        new BoundProfile(core.microsoftProfiles()),
        new MicrosoftTokens(hasty, at.microsoftLogin(), core.clock(), counter),
        new GraphCalendars(http, at.graph(), core.clock(), counter),
        delivery(at.graph()),
        GRAPH_WRITES);
  }

  private Delivery delivery(URI api) {
    return Delivery.choose(core.addresses().publicUrl(), api);
  }

  private RequestCounter counter(Brand brand) {
    return (call, status) ->
        core.meters()
            .count(
                "calendar_vendor_requests_total",
                Map.of("vendor", brand.stored(), "outcome", outcome(status)));
  }

  private static String outcome(int status) {
    return switch (status / 100) {
      case 0 -> "no_answer";
      case 2, 3 -> "ok";
      case 4 -> status == 429 ? "rate_limited" : "refused";
      default -> "failed";
    };
  }

  void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
