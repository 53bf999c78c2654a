package io.concordat.dist.monitoring;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two scrapes as a history for promtool: ten minutes of the first, then twenty of the second, as if
 * Prometheus had scraped one node once a minute.
 */
record Replay(Map<String, Double> before, Map<String, Double> after) {
  private static final int JUMP = 10;
  private static final int REST = 20;

  static Replay of(Scrape before, Scrape after) {
    return new Replay(series(before), series(after));
  }

  private static Map<String, Double> series(Scrape scrape) {
    return scrape.samples().stream()
        .filter(one -> Double.isFinite(one.value()))
        .collect(
            Collectors.toMap(
                Replay::name, Scrape.Sample::value, (one, other) -> one, TreeMap::new));
  }

  private static String name(Scrape.Sample one) {
    Map<String, String> labels = new TreeMap<>(one.labels());
    labels.put("instance", "node-a:8080");
    labels.put("job", "concordat");
    Function<Map.Entry<String, String>, String> written =
        label -> label.getKey() + "=\"" + label.getValue() + "\"";
    return one.name()
        + labels.entrySet().stream().map(written).collect(Collectors.joining(",", "{", "}"));
  }

  /** A test that exactly these alerts are raised eleven minutes after the second scrape. */
  String test(List<String> alerts) {
    var text =
        new StringBuilder("rule_files: [concordat-alerts.yml, concordat-calendar-alerts.yml]\n");
    text.append("evaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n");
    after.forEach(
        (name, value) -> {
          text.append("      - series: '").append(name.replace("'", "''")).append("'\n");
          text.append("        values: '").append(values(name, value)).append("'\n");
        });
    text.append("    promql_expr_test:\n      - expr: ALERTS{alertstate=\"firing\"}\n");
    text.append("        eval_time: ").append(JUMP + 12).append("m\n        exp_samples:\n");
    alerts.forEach(
        alert ->
            text.append("          - labels: '").append(alert).append("'\n            value: 1\n"));
    return text.toString();
  }

  /** A series that was not there before has no value before. */
  private String values(String name, double value) {
    Double old = before.get(name);
    return (old == null ? "_x" : number(old) + "x") + (JUMP - 1) + " " + number(value) + "x" + REST;
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).toPlainString();
  }
}
