package io.concordat.dist.monitoring;

import io.concordat.dist.http.Rest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What {@code /prometheus} of a running product showed. */
record Scrape(List<Sample> samples) {
  private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  record Sample(String name, Map<String, String> labels, double value) {
    boolean has(Map<String, String> wanted) {
      return wanted.entrySet().stream()
          .allMatch(
              one -> {
                String label = labels.get(one.getKey());
                return label != null && (one.getValue().isEmpty() || label.equals(one.getValue()));
              });
    }
  }

  static Scrape of(URI address) {
    var samples = new ArrayList<Sample>();
    String body = Rest.at(address).get("/prometheus").expect(200).body();
    for (String line : body.lines().toList()) {
      var found = LINE.matcher(line);
      if (!line.startsWith("#") && found.matches()) {
        String labels = found.group(2) == null ? "" : found.group(2);
        samples.add(new Sample(found.group(1), labels(labels), Double.parseDouble(found.group(3))));
      }
    }
    return new Scrape(List.copyOf(samples));
  }

  private static Map<String, String> labels(String text) {
    var labels = new TreeMap<String, String>();
    LABEL.matcher(text).results().forEach(one -> labels.put(one.group(1), one.group(2)));
    return labels;
  }

  boolean shows(Rules.Named series) {
    return samples.stream()
        .anyMatch(one -> one.name().equals(series.name()) && one.has(series.labels()));
  }

  /** Of all series of this name with these labels. */
  double sum(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(one -> one.name().equals(name) && one.has(labels))
        .mapToDouble(Sample::value)
        .sum();
  }

  long count(String prefix) {
    return samples.stream().filter(one -> one.name().startsWith(prefix)).count();
  }
}
