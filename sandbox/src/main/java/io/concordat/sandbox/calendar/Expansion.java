package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A calendar with its series taken apart into instances. */
final class Expansion {
  private static final int INSTANCES = 25_000;

  private final Book book;
  private final ListQuery query;
  private final Filter filter;

  Expansion(Book book, ListQuery query, Filter filter) {
    this.book = book;
    this.query = query;
    this.filter = filter;
  }

  /** What changed after a revision (everything after 0), expanded and ordered as asked. */
  List<StoredEvent> events(long since) {
    List<StoredEvent> found = new ArrayList<>();
    for (StoredEvent event : book.changedAfter(since)) {
      if (!query.singleEvents() || !event.recurring() || !event.sound(book.zone())) {
        if (filter.shows(event)) {
          found.add(event);
        }
      } else if (filter.matches(event)) {
        instances(event).stream().filter(filter::shows).forEach(found::add);
      }
    }
    query.orderBy().ifPresent(order -> found.sort(comparator(order)));
    return found;
  }

  private Comparator<StoredEvent> comparator(String order) {
    return order.equals("updated")
        ? Comparator.comparing(event -> event.stamp().updated())
        : Comparator.comparing(this::start);
  }

  private Instant start(StoredEvent event) {
    return event.sound(book.zone())
        ? event.span(book.zone()).start().instant(book.zone())
        : Instant.EPOCH;
  }

  /** The instances that are as the master says; exceptions are rows of their own. */
  private List<StoredEvent> instances(StoredEvent master) {
    Set<String> taken = new HashSet<>();
    book.exceptionsOf(master.id()).forEach(exception -> taken.add(exception.id()));
    List<StoredEvent> found = new ArrayList<>();
    Instant max =
        filter.max().equals(Instant.MAX)
            ? master.series(book.zone()).horizon(book.now(), book.zone())
            : filter.max();
    for (Span span : master.series(book.zone()).within(filter.min(), max, book.zone(), INSTANCES)) {
      StoredEvent instance = book.instance(master, span);
      if (!taken.contains(instance.id())) {
        found.add(master.cancelled() ? cancelled(instance) : instance);
      }
    }
    return found;
  }

  private static StoredEvent cancelled(StoredEvent instance) {
    ObjectNode content = Json.object();
    content.setAll(instance.content());
    return new StoredEvent(
        instance.head(), content.put("status", "cancelled"), instance.stamp(), false);
  }
}
