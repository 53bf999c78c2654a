package io.concordat.spi.meter;

import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** First meters at {@code /prometheus}. Tags must be bounded: no ids of events or users. */
public interface Meters {
  void count(String name, Map<String, String> tags);

  /** Shows 0 until the first {@link #count}: what appears for the first time is no increase. */
  void expect(String name, Map<String, String> tags);

  void record(String name, Map<String, String> tags, Duration took);

  /** Sampled at each scrape; registering a name and tags again replaces nothing. */
  <T> void gauge(String name, Map<String, String> tags, T source, ToDoubleFunction<T> value);
}
