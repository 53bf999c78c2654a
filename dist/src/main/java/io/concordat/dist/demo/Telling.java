package io.concordat.dist.demo;

import io.concordat.dist.oracle.Comparison;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Says what happens, line by line, in columns. */
final class Telling {
  private static final int MOST_DIFFERENCES = 20;
  private final PrintStream out;
  private int steps;

  Telling(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println();
    out.println("  " + text);
    out.println("  " + "─".repeat(96));
  }

  /** Runs a step; its result is the text in the last column. */
  void step(String what, Callable<String> work) {
    step(what, work, text -> text);
  }

  /** Runs a step and says something about its result in the last column. */
  <T> T step(String what, Callable<T> work, Function<T, String> says) {
    long start = System.nanoTime();
    String said = "failed";
    try {
      T result = work.call();
      said = says.apply(result);
      return result;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
      out.printf(Locale.ROOT, "  %2d  %-46s %6.1f s  %s%n", ++steps, what, seconds, said);
      out.flush();
    }
  }

  void fact(String name, String value) {
    line("%-34s %s".formatted(name, value));
  }

  record Row(String name, Comparison comparison) {}

  void table(List<Row> rows) {
    out.println();
    out.printf(
        "  %-24s %8s %8s %12s %8s %11s  %s%n",
        "calendar of", "here", "vendor", "occurrences", "agree", "duplicates", "verdict");
    out.println("  " + "─".repeat(96));
    for (Row row : rows) {
      Comparison c = row.comparison();
      out.printf(
          "  %-24s %8d %8d %12d %8d %11d  %s%n",
          row.name(),
          c.local(),
          c.remote(),
          c.occurrences(),
          c.agreeing(),
          c.duplicates(),
          c.agrees() ? "agree" : c.differences().size() + " differences");
    }
    rows.forEach(row -> differences(row.comparison()));
  }

  private void differences(Comparison comparison) {
    comparison.differences().stream()
        .limit(MOST_DIFFERENCES)
        .forEach(difference -> out.println("      ! " + difference));
  }

  void line(String text) {
    out.println(text.isEmpty() ? "" : "  " + text);
    out.flush();
  }
}
