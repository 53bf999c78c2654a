package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.activity.Deed.Action;
import io.concordat.ee.calendar.provider.Provider;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What was changed, as its reader may see it.
 *
 * @param own whether the reader is the calendar's owner
 * @param next after which line the older ones begin
 * @param older whether these are not the youngest
 */
public record ActivityView(
    Provider provider,
    boolean own,
    String owner,
    Filter filter,
    List<ActivityLine> lines,
    Optional<UUID> next,
    boolean older) {
  public ActivityView {
    lines = List.copyOf(lines);
  }

  /** What is looked for; the days are the visitor's. */
  public record Filter(
      Optional<String> side,
      Optional<String> action,
      Optional<LocalDate> from,
      Optional<LocalDate> to,
      Optional<UUID> run) {
    public boolean set() {
      return Stream.of(side, action, from, to, run).anyMatch(Optional::isPresent);
    }

    private static String part(String name, Optional<?> value) {
      return value.map(it -> "&" + name + "=" + it).orElse("");
    }

    private String parts() {
      return part("side", side)
          + part("action", action)
          + part("from", from)
          + part("to", to)
          + part("run", run);
    }
  }

  public String name() {
    return provider.settings().name();
  }

  public String path() {
    return "/profile/calendar?activity=" + provider.id();
  }

  public String olderPath() {
    return path() + filter.parts() + next.map(id -> "&after=" + id).orElse("");
  }

  public List<String> actions() {
    return Arrays.stream(Action.values()).map(Action::stored).toList();
  }
}
