package io.concordat.ee.calendar.page;

import io.concordat.spi.page.Words;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.When;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Some of the entries that a question is about, shown to the calendar's owner. */
public record WaitingView(UUID provider, List<EntryContent> some) {
  public WaitingView {
    some = List.copyOf(some);
  }

  static WaitingView of(UUID provider, Collection<ScheduleEntry> entries) {
    return new WaitingView(
        provider,
        entries.stream()
            .map(ScheduleEntry::content)
            .sorted(Comparator.comparing(WaitingView::begin).thenComparing(EntryContent::title))
            .toList());
  }

  private static String begin(EntryContent content) {
    return switch (content.when()) {
      case When.AllDay(var start, var end) -> start.toString();
      case When.Timed timed -> timed.start().toInstant().toString();
    };
  }

  public String title(EntryContent content, Words words) {
    return content.title().isBlank() ? words.t("calendar.untitled") : content.title();
  }

  public String when(EntryContent content, Words words) {
    return switch (content.when()) {
      case When.AllDay(var start, var end) -> words.date(start);
      case When.Timed timed -> words.dateTime(timed.start().toInstant());
    };
  }
}
