package io.concordat.ee.calendar;

import io.concordat.app.Ground;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a life happens: the vendors, the way of their notices to us, and the time. */
interface LifeWorld extends AutoCloseable {
  InstantSource clock();

  void forward(Instant to);

  /** Where an installation may live; it begins at the first. */
  List<String> addresses();

  Map<String, String> settings();

  /** The plugin begins, with these vendors. */
  Offer start(PluginContext core);

  List<LifeCalendar> calendars();

  /** What a tenant needs before it connects a calendar. */
  void welcome(Ground ground, Tx tx);

  /** The owner signs in and consents; the query of the callback. */
  Map<String, String> consent(String url, LifeCalendar calendar);

  /** When it does something by itself. */
  Optional<Instant> next();

  /**
   * Delivers what is due now.
   *
   * @return what was heard of which channel
   */
  Map<String, String> deliver(LifeHouse house);

  /** Something old comes once more. */
  void repeat(LifeHouse house);

  /** Whether bad weather is everywhere at once. */
  boolean oneSky();

  /** Lets some calls of any kind fail, for so long at most; none where that cannot be. */
  Optional<Duration> gust();

  /** What became of the notices. */
  String told();

  /** What helps to understand a failure. */
  String evidence();

  @Override
  void close();
}
