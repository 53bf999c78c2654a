package io.concordat.meter;

import io.concordat.spi.meter.Survey.Series;
import io.concordat.spi.tenant.TenantId;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How things stand in all tenants, in a bounded number of series: of each, the {@link #NAMED}
 * tenants with the most have a label of their own, and the others are one.
 */
public final class Standing {
  /** So many tenants are named in each series. */
  public static final int NAMED = 20;

  private static final String OTHER = "other";

  private final PrometheusMeters meters;
  private final Map<String, MultiGauge> gauges = new HashMap<>();

  public Standing(PrometheusMeters meters) {
    this.meters = meters;
  }

  /** A series, with the tenant as the last label. */
  record Row(Map<String, String> tags, String tenant, long value) {}

  /** Shows these figures instead of all former ones. */
  public void show(Collection<Series> known, Map<TenantId, Map<Series, Long>> figures) {
    var byName = new LinkedHashMap<String, List<Row>>();
    for (Series series : known) {
      byName
          .computeIfAbsent(series.name(), name -> new ArrayList<>())
          .addAll(rows(series, figures));
    }
    byName.forEach(this::show);
  }

  private void show(String name, List<Row> rows) {
    gauges
        .computeIfAbsent(name, gauge -> MultiGauge.builder(gauge).register(meters.registry()))
        .register(rows.stream().<MultiGauge.Row<?>>map(Standing::row).toList(), true);
  }

  private static MultiGauge.Row<Number> row(Row row) {
    List<Tag> tags =
        Stream.concat(
                row.tags().entrySet().stream().map(it -> Tag.of(it.getKey(), it.getValue())),
                Stream.of(Tag.of("tenant", row.tenant())))
            .toList();
    return MultiGauge.Row.of(Tags.of(tags), row.value());
  }

  /** Those with the most, of equals the same ones each time, and one row for all others. */
  static List<Row> rows(Series series, Map<TenantId, Map<Series, Long>> figures) {
    List<Row> some =
        figures.entrySet().stream()
            .map(
                one ->
                    new Row(
                        series.tags(),
                        one.getKey().toString(),
                        one.getValue().getOrDefault(series, 0L)))
            .filter(row -> row.value() > 0)
            .sorted(Comparator.comparingLong(Row::value).reversed().thenComparing(Row::tenant))
            .toList();
    var rows = new ArrayList<>(some.subList(0, Math.min(NAMED, some.size())));
    long others = some.stream().skip(NAMED).mapToLong(Row::value).sum();
    rows.add(new Row(series.tags(), OTHER, others));
    return rows;
  }
}
