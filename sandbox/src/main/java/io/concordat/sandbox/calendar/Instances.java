package io.concordat.sandbox.calendar;

import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Params;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code events.instances}: one series taken apart, exceptions in their places. */
final class Instances {
  private static final Duration SLACK = Duration.ofDays(2 * 366);
  private static final int LIMIT = 25_000;

  private final Book book;
  private final Params params;

  Instances(Book book, Params params) {
    this.book = book;
    this.params = params;
  }

  Listing.Page page(String eventId) {
    StoredEvent master = book.stored(eventId).orElseThrow(GoogleError::notFound);
    if (!master.recurring() || master.cancelled()) {
      throw GoogleError.notFound();
    }
    List<StoredEvent> all = all(master);
    int from = params.first("pageToken").map(this::offset).orElse(0);
    int to = Math.min(all.size(), from + ListQuery.pageSize(params));
    List<StoredEvent> found = List.copyOf(all.subList(Math.min(from, to), to));
    Optional<String> next = to < all.size() ? Optional.of(token(to).encoded()) : Optional.empty();
    return new Listing.Page(found, next, Optional.empty());
  }

  private Token token(int offset) {
    return new Token("i", book.id(), book.generation(), offset, "", book.now());
  }

  private int offset(String text) {
    return Token.decode(text)
        .filter(t -> t.kind().equals("i") && t.bookId().equals(book.id()))
        .map(t -> Math.toIntExact(t.position()))
        .orElseThrow(() -> GoogleError.invalidParameter("pageToken", "Invalid page token value."));
  }

  private List<StoredEvent> all(StoredEvent master) {
    Map<String, StoredEvent> exceptions = new HashMap<>();
    book.exceptionsOf(master.id()).forEach(e -> exceptions.put(e.id(), e));
    List<StoredEvent> found = new ArrayList<>();
    for (Span span : master.series(zone()).within(Instant.MIN, horizon(master), zone(), LIMIT)) {
      StoredEvent plain = book.instance(master, span);
      StoredEvent shown = exceptions.getOrDefault(plain.id(), plain);
      if (wanted(shown)) {
        found.add(shown);
      }
    }
    found.sort(Comparator.comparing(event -> event.span(zone()).start().instant(zone())));
    return found;
  }

  private ZoneId zone() {
    return book.zone();
  }

  private boolean wanted(StoredEvent event) {
    return (!event.cancelled() || params.flag("showDeleted"))
        && event.span(zone()).touches(min(), max(), zone())
        && params.first("originalStart").stream().allMatch(text -> startsAt(event, text));
  }

  private static boolean startsAt(StoredEvent event, String text) {
    var original = event.head().slot().orElseThrow().originalStart();
    return original.has("date")
        ? original.path("date").asText().equals(text)
        : When.bound(original.path("dateTime").asText(), "originalStart")
            .equals(When.bound(text, "originalStart"));
  }

  private Instant min() {
    return ListQuery.instant(params, "timeMin").orElse(Instant.MIN);
  }

  private Instant max() {
    return ListQuery.instant(params, "timeMax").orElse(Instant.MAX);
  }

  /** A moved instance may lie inside the window although its slot does not. */
  private Instant horizon(StoredEvent master) {
    return params.has("timeMax")
        ? max().plus(SLACK)
        : master.series(zone()).horizon(book.now(), zone());
  }
}
