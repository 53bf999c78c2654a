package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.sync.RecentRows.Recent;
import io.concordat.spi.page.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last runs as bars, as high as they took long.
 *
 * @param text the same for whoever does not see it
 */
public record Chart(List<Bar> bars, String text) {
  static final int RUNS = 20;
  private static final int STEP = 9;
  private static final int HIGHEST = 30;
  private static final int LOWEST = 4;

  public Chart {
    bars = List.copyOf(bars);
  }

  /**
   * @param kind {@code completed}, {@code failed} or {@code running}
   */
  public record Bar(int x, int y, int height, String kind, String title) {}

  public int width() {
    return RUNS * STEP;
  }

  public int height() {
    return HIGHEST;
  }

  static Chart of(List<Recent> runs, Words words) {
    Duration longest =
        runs.stream().map(Recent::took).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    var bars = new ArrayList<Bar>();
    for (Recent run : runs) {
      int height = height(run.took(), longest);
      int x = (RUNS - runs.size() + bars.size()) * STEP;
      bars.add(new Bar(x, HIGHEST - height, height, kind(run), title(run, words)));
    }
    long failed = runs.stream().filter(Recent::failed).count();
    return new Chart(bars, summary(runs.size(), failed, words.duration(longest), words));
  }

  private static String summary(int runs, long failed, String longest, Words words) {
    return runs == 1
        ? words.t("calendar.runs.summary.one", failed, longest)
        : words.t("calendar.runs.summary", runs, failed, longest);
  }

  /** By the root, so that short runs beside one long one are still told apart. */
  private static int height(Duration took, Duration longest) {
    double share = longest.isZero() ? 0 : Math.sqrt(took.toMillis() / (double) longest.toMillis());
    return LOWEST + (int) Math.round(share * (HIGHEST - LOWEST));
  }

  private static String kind(Recent run) {
    return run.over() ? run.state() : "running";
  }

  private static String title(Recent run, Words words) {
    String when = words.dateTime(run.requestedAt());
    if (!run.over()) {
      return words.t("calendar.runs.running", when);
    }
    String took = words.duration(run.took());
    return run.failed()
        ? words.t("calendar.runs.failed", when, took)
        : words.t("calendar.runs.completed", when, took, run.changed());
  }
}
