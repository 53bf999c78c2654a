package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.cleanup.Cleanup.Sample;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.When;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How many stay, by why, and some of them. */
record Samples(Map<Stays, Integer> counts, List<Sample> some) {
  private static final int MOST = 20;

  /**
   * @param why each stays; empty: it goes
   */
  static Samples of(Collection<Marked> all, Function<Marked, Optional<Stays>> why, boolean going) {
    var counts = new EnumMap<Stays, Integer>(Stays.class);
    all.forEach(one -> why.apply(one).ifPresent(stays -> counts.merge(stays, 1, Integer::sum)));
    List<Sample> some =
        all.stream()
            .filter(one -> going || why.apply(one).isPresent())
            .map(one -> sample(one.content(), why.apply(one)))
            .sorted(
                Comparator.comparingInt(Samples::order)
                    .thenComparing(Sample::start)
                    .thenComparing(Sample::title))
            .limit(MOST)
            .toList();
    return new Samples(counts, some);
  }

  private static int order(Sample sample) {
    return sample.why().map(Stays::ordinal).orElse(-1);
  }

  private static Sample sample(EntryContent content, Optional<Stays> why) {
    return new Sample(
        content.isPrivate() ? "" : content.title(),
        start(content.when()),
        content.isPrivate(),
        why);
  }

  private static String start(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> start.toString();
      case When.Timed timed -> timed.start().toOffsetDateTime().toString();
    };
  }
}
