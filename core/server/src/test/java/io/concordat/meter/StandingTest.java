package io.concordat.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.spi.meter.Survey.Series;
import io.concordat.spi.tenant.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** However many tenants there are, few are named, and the sum is true. */
class StandingTest {
  private static final Series ONE = new Series("test.troubles", Map.of("kind", "one"));
  private static final Series TWO = new Series("test.troubles", Map.of("kind", "two"));

  private final PrometheusMeters meters = new PrometheusMeters();
  private final Standing standing = new Standing(meters);

  @Test
  void what_nobody_has_is_shown_with_zero() {
    standing.show(List.of(ONE, TWO), Map.of());
    assertEquals(
        List.of(
            "test_troubles{kind=\"one\",tenant=\"other\"} 0.0",
            "test_troubles{kind=\"two\",tenant=\"other\"} 0.0"),
        lines());
  }

  @Test
  void a_thousand_tenants_are_as_many_series_as_twenty() {
    var figures = new HashMap<TenantId, Map<Series, Long>>();
    for (int i = 1; i <= 1_000; i++) {
      figures.put(tenant(i), Map.of(ONE, (long) i));
    }
    for (int round = 0; round < 3; round++) {
      standing.show(List.of(ONE, TWO), figures);
      assertEquals(Standing.NAMED + 2, lines().size());
      assertEquals(1_000 * 1_001 / 2, sum());
    }
    assertTrue(
        lines().contains("test_troubles{kind=\"one\",tenant=\"" + tenant(1_000) + "\"} 1000.0"));
  }

  @Test
  void who_is_well_again_is_gone() {
    standing.show(List.of(ONE), Map.of(tenant(1), Map.of(ONE, 3L)));
    assertEquals(2, lines().size());
    standing.show(List.of(ONE), Map.of(tenant(1), Map.of(ONE, 0L)));
    assertEquals(List.of("test_troubles{kind=\"one\",tenant=\"other\"} 0.0"), lines());
  }

  private static TenantId tenant(int number) {
    return new TenantId(new UUID(0, number));
  }

  private double sum() {
    return lines().stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private List<String> lines() {
    return meters.scrape().lines().filter(line -> line.startsWith("test_troubles{")).toList();
  }
}
