package io.concordat.meter;

import io.concordat.spi.meter.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Meters in Prometheus' text format; who serves it asks {@link #scrape}. */
public final class PrometheusMeters implements Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Override
  public void count(String name, Map<String, String> tags) {
    registry.counter(name, tags(tags)).increment();
  }

  @Override
  public void expect(String name, Map<String, String> tags) {
    registry.counter(name, tags(tags));
  }

  @Override
  public void record(String name, Map<String, String> tags, Duration took) {
    timer(name, tags).record(took);
  }

  /** As {@link #expect}, for what is timed. */
  public void expectTimes(String name, Map<String, String> tags) {
    timer(name, tags);
  }

  private Timer timer(String name, Map<String, String> tags) {
    return Timer.builder(name).tags(tags(tags)).register(registry);
  }

  @Override
  public <T> void gauge(
      String name, Map<String, String> tags, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value).tags(tags(tags)).strongReference(true).register(registry);
  }

  public String scrape() {
    return registry.scrape();
  }

  /** For what measures itself with Micrometer: pools, HTTP, the JVM. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  private static Tags tags(Map<String, String> tags) {
    List<Tag> list =
        tags.entrySet().stream().map(it -> Tag.of(it.getKey(), it.getValue())).toList();
    return Tags.of(list);
  }
}
