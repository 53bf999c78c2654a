package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One page of {@code events.list}. Plain listings walk the calendar in the order of last changes,
 * so that an event changed between two pages comes again at the end and none is missed; expanded or
 * ordered ones page through a snapshot.
 */
final class Listing {
  private final Calendars calendars;
  private final Book book;
  private final ListQuery query;
  private final Filter filter;

  Listing(Calendars calendars, Book book, ListQuery query) {
    this.calendars = calendars;
    this.book = book;
    this.query = query;
    this.filter = new Filter(book, query);
  }

  /** The events of a page and what leads on from it. */
  record Page(List<StoredEvent> events, Optional<String> pageToken, Optional<String> syncToken) {}

  /** To be called with the calendar's lock held. */
  Page page() {
    Optional<Token> sync = query.syncToken().map(this::syncToken);
    Optional<Token> page = query.pageToken().map(this::pageToken);
    long since = sync.map(Token::position).orElse(0L);
    return query.singleEvents() || query.orderBy().isPresent()
        ? snapshotPage(since, page)
        : walk(page.map(Token::position).orElse(since));
  }

  private Token syncToken(String text) {
    Token token =
        Token.decode(text)
            .filter(t -> t.kind().equals("s") && t.bookId().equals(book.id()))
            .orElseThrow(
                () -> GoogleError.invalidParameter("syncToken", "Invalid sync token value."));
    if (!token.generation().equals(book.generation()) || tooOld(token)) {
      throw GoogleError.fullSyncRequired();
    }
    if (!token.belongsTo(query.syncKey())) {
      throw GoogleError.invalidParameter(
          "syncToken", "The parameters differ from those of the initial request.");
    }
    return token;
  }

  private boolean tooOld(Token token) {
    return calendars
        .options()
        .syncTokenLife()
        .map(life -> token.issued().plus(life).isBefore(book.now()))
        .orElse(false);
  }

  private Token pageToken(String text) {
    return Token.decode(text)
        .filter(t -> t.kind().startsWith("p") && t.bookId().equals(book.id()))
        .filter(t -> t.belongsTo(query.pageKey()))
        .orElseThrow(() -> GoogleError.invalidParameter("pageToken", "Invalid page token value."));
  }

  private Page walk(long after) {
    List<StoredEvent> found = new ArrayList<>();
    Iterator<StoredEvent> events = book.changedAfter(after).iterator();
    long last = after;
    while (events.hasNext() && found.size() < query.maxResults()) {
      StoredEvent event = events.next();
      last = event.stamp().change();
      if (filter.shows(event)) {
        found.add(event);
      }
    }
    return events.hasNext()
        ? new Page(found, Optional.of(token("p", last, query.pageKey())), Optional.empty())
        : lastPage(found, book.revision());
  }

  private Page lastPage(List<StoredEvent> found, long revision) {
    Optional<String> sync =
        query.syncable() ? Optional.of(token("s", revision, query.syncKey())) : Optional.empty();
    return new Page(found, Optional.empty(), sync);
  }

  private String token(String kind, long position, String key) {
    return new Token(kind, book.id(), book.generation(), position, key, book.now()).encoded();
  }

  /** A snapshot is named in the token's kind, and carries the revision it was taken at. */
  private Page snapshotPage(long since, Optional<Token> page) {
    String name = page.map(t -> t.kind().substring(1)).orElse("");
    List<StoredEvent> all = book.snapshots().get(name);
    if (all == null) {
      name = book.revision() + "." + UUID.randomUUID();
      all = new Expansion(book, query, filter).events(since);
      book.snapshots().put(name, all);
    }
    int from = page.map(t -> Math.toIntExact(t.position())).orElse(0);
    int to = Math.min(all.size(), from + query.maxResults());
    List<StoredEvent> found = List.copyOf(all.subList(Math.min(from, to), to));
    long revision = Long.parseLong(name.substring(0, name.indexOf('.')));
    return to < all.size()
        ? new Page(found, Optional.of(token("p" + name, to, query.pageKey())), Optional.empty())
        : lastPage(found, revision);
  }

  static byte[] render(Calendars.Access access, Page page, View view, boolean details) {
    ObjectNode frame = frame(access);
    page.pageToken().ifPresent(token -> frame.put("nextPageToken", token));
    page.syncToken().ifPresent(token -> frame.put("nextSyncToken", token));
    Optional<Mask> mask = view.mask();
    byte[] head = Json.bytes(mask.map(m -> m.apply(frame)).orElse(frame));
    if (mask.isPresent() && !mask.get().selects("items")) {
      return head;
    }
    View rows = view.under(mask.flatMap(m -> m.inner("items")));
    return Rows.join(head, page.events().stream().map(e -> rows.row(e, details)).toList());
  }

  static ObjectNode frame(Calendars.Access access) {
    Book book = access.book();
    ObjectNode frame = Json.object().put("kind", "calendar#events").put("etag", book.etag());
    frame.put("summary", book.summary()).put("description", "");
    frame.put("updated", StoredEvent.time(latest(book))).put("timeZone", book.zone().getId());
    frame.put("accessRole", access.role().word());
    frame.putArray("defaultReminders").addObject().put("method", "popup").put("minutes", 30);
    return frame;
  }

  private static Instant latest(Book book) {
    return book.now();
  }
}
