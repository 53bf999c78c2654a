package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.sandbox.http.GoogleError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which events a listing shows. */
final class Filter {
  private static final Duration UPDATED_MIN_LIMIT = Duration.ofDays(30);

  private final Book book;
  private final ListQuery query;
  private final boolean incremental;
  private final Set<String> types;

  Filter(Book book, ListQuery query) {
    this.book = book;
    this.query = query;
    this.incremental = query.syncToken().isPresent();
    this.types = Set.copyOf(query.params().all("eventTypes"));
    query.updatedMin().ifPresent(this::checkUpdatedMin);
  }

  private void checkUpdatedMin(Instant min) {
    if (min.isBefore(book.now().minus(UPDATED_MIN_LIMIT))) {
      throw GoogleError.of(
          410,
          "calendar",
          "updatedMinTooLongAgo",
          "The requested minimum modification time lies too far in the past.");
    }
  }

  boolean shows(StoredEvent event) {
    return (incremental || visible(event)) && matches(event);
  }

  /** In full listings cancelled instances of live series are rows too. */
  private boolean visible(StoredEvent event) {
    if (!event.cancelled() || query.showDeleted() || query.updatedMin().isPresent()) {
      return true;
    }
    return event.isInstance() && !event.dropped() && !query.singleEvents();
  }

  boolean matches(StoredEvent event) {
    return ofType(event)
        && inWindow(event)
        && query.updatedMin().stream().noneMatch(event.stamp().updated()::isBefore)
        && query.params().first("iCalUID").stream().allMatch(event.head().uid()::equals)
        && properties(event, "private")
        && properties(event, "shared")
        && query.params().filled("q").stream().allMatch(q -> contains(event, q));
  }

  private boolean ofType(StoredEvent event) {
    String type = event.content().path("eventType").asText("default");
    return types.isEmpty() || types.contains(type);
  }

  Instant min() {
    return query.timeMin().orElse(Instant.MIN);
  }

  Instant max() {
    return query.timeMax().orElse(Instant.MAX);
  }

  boolean bounded() {
    return query.timeMin().isPresent() || query.timeMax().isPresent();
  }

  private boolean inWindow(StoredEvent event) {
    if (!bounded() || event.dropped() || !event.sound(book.zone())) {
      return true;
    }
    return event.recurring()
        ? !event.series(book.zone()).within(min(), max(), book.zone(), 1).isEmpty()
        : event.span(book.zone()).touches(min(), max(), book.zone());
  }

  private boolean properties(StoredEvent event, String scope) {
    JsonNode known = event.content().path("extendedProperties").path(scope);
    return query.params().all(scope + "ExtendedProperty").stream().allMatch(p -> has(known, p));
  }

  private static boolean has(JsonNode known, String pair) {
    int eq = pair.indexOf('=');
    if (eq < 1) {
      throw GoogleError.badRequest("Invalid value for an extended property, use key=value.");
    }
    JsonNode value = known.get(pair.substring(0, eq));
    return value != null && value.asText().equals(pair.substring(eq + 1));
  }

  private static boolean contains(StoredEvent event, String q) {
    String wanted = q.toLowerCase(Locale.ROOT);
    return List.of("summary", "description", "location", "attendees").stream()
        .map(field -> event.content().path(field))
        .map(node -> node.isTextual() ? node.asText() : node.toString())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
