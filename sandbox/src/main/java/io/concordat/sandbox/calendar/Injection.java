package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.ics.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Puts events into a calendar from behind: what others' clients, files or Google itself made. */
public final class Injection implements Target {
  private static final WriteOptions SILENT = new WriteOptions("none", true, true, Optional.empty());

  private final Calendars calendars;
  private final Book book;

  public Injection(Calendars calendars, String calendarId) {
    this.calendars = calendars;
    this.book = calendars.book(calendarId);
  }

  @Override
  public ZoneId zone() {
    return book.zone();
  }

  /** Runs several injections as one change, with one notification at its end. */
  @Override
  public <T> T together(Supplier<T> work) {
    try {
      return book.locked(work);
    } finally {
      calendars.changed(book);
    }
  }

  /**
   * Adds an event of any type with any organizer and creator; {@code raw} skips every check, so
   * that malformed events can be stored. Returns the stored event.
   */
  public ObjectNode add(ObjectNode event, boolean raw) {
    return together(() -> store(event, raw).json());
  }

  private StoredEvent store(ObjectNode event, boolean raw) {
    ObjectNode clean = Fields.merge(Json.object(), event);
    String id = Json.text(clean, "id").orElseGet(Writes::newId);
    if (book.occupied(id)) {
      throw GoogleError.duplicate();
    }
    StoredEvent.Head head = head(id, clean);
    ObjectNode content = raw ? rawContent(clean) : checked(clean, head);
    return book.store(head, content, clean.path("sequence").asInt(0), book.now());
  }

  private StoredEvent.Head head(String id, ObjectNode event) {
    ObjectNode self = Json.object().put("email", book.id()).put("self", true);
    return new StoredEvent.Head(
        id,
        Json.text(event, "iCalUID").orElse(id + "@google.com"),
        book.now(),
        event.get("creator") instanceof ObjectNode given ? given : self,
        event.get("organizer") instanceof ObjectNode given ? given : self,
        Optional.empty(),
        event.path("privateCopy").asBoolean(false));
  }

  private static ObjectNode rawContent(ObjectNode event) {
    ObjectNode content = event.deepCopy();
    content.remove(
        List.of(
            "id", "iCalUID", "creator", "organizer", "sequence", "kind", "etag", "privateCopy"));
    if (!content.has("status")) {
      content.put("status", "confirmed");
    }
    return content;
  }

  private ObjectNode checked(ObjectNode event, StoredEvent.Head head) {
    String type = Json.text(event, "eventType").orElse("default");
    ObjectNode writable = Fields.writable(event).without(List.of("eventType"));
    ObjectNode content = Content.check(writable, place(head));
    return content.put("eventType", type);
  }

  private Content.Place place(StoredEvent.Head head) {
    return new Content.Place(
        book.zone(),
        book.id(),
        head.organizer().path("email").asText(),
        head.slot().isPresent(),
        Integer.MAX_VALUE);
  }

  /** Adds a single event or a master; one that has its UID already is brought up to date. */
  @Override
  public void addImported(ObjectNode event) {
    Optional<StoredEvent> known = book.byUid(Json.text(event, "iCalUID").orElse(""));
    if (known.isPresent()) {
      ObjectNode body = event.deepCopy();
      body.remove(List.of("sequence"));
      new Writes(calendars, book, book.dataOwner()).put(known.get().id(), body, SILENT);
    } else {
      store(event, false);
    }
  }

  @Override
  public Optional<String> idOfUid(String uid) {
    return book.locked(() -> book.byUid(uid).map(StoredEvent::id));
  }

  /**
   * Changes or cancels one occurrence of a stored series; false if the series has no occurrence at
   * that original start.
   */
  @Override
  public boolean addException(String masterId, ObjectNode originalStart, ObjectNode change) {
    return book.locked(() -> except(masterId, originalStart, change));
  }

  private boolean except(String masterId, ObjectNode originalStart, ObjectNode change) {
    StoredEvent master = book.stored(masterId).orElseThrow(GoogleError::notFound);
    if (!master.recurring()) {
      return false;
    }
    OptionalLong tick = slot(master, originalStart);
    if (tick.isEmpty()) {
      return false;
    }
    String key = master.span(book.zone()).startingAt(tick.getAsLong()).start().slot();
    new Writes(calendars, book, book.dataOwner())
        .patch(masterId + "_" + key, whole(change), SILENT);
    return true;
  }

  /** Start and end as a whole: an occurrence may change from timed to all-day. */
  private static ObjectNode whole(ObjectNode change) {
    ObjectNode patch = change.deepCopy();
    for (String field : List.of("start", "end")) {
      if (patch.get(field) instanceof ObjectNode time) {
        time.putNull(time.has("date") ? "dateTime" : "date");
      }
    }
    return patch;
  }

  /** Files give the original start in any zone, and as a day even for timed series. */
  private OptionalLong slot(StoredEvent master, ObjectNode originalStart) {
    When original = When.read(originalStart, "originalStartTime", book.zone(), false);
    Span span = master.span(book.zone());
    Series series = master.series(book.zone());
    long tick = original.tick();
    if (original instanceof When.Day(var date)
        && span.start() instanceof When.Time(var at, var zone)) {
      tick = date.atTime(at.atZone(zone).toLocalTime()).atZone(zone).toEpochSecond();
    } else if (original instanceof When.Time(var at, var zone) && span.allDay()) {
      tick = at.atZone(zone).toLocalDate().toEpochDay();
    }
    return series.contains(tick) ? OptionalLong.of(tick) : OptionalLong.empty();
  }

  /** Many plain events of an hour, one after the other. */
  public void seed(int count, Instant first, Duration step, String title) {
    together(
        () -> {
          for (int i = 0; i < count; i++) {
            store(plain(title + " " + i, first.plus(step.multipliedBy(i))), false);
          }
          return count;
        });
  }

  private ObjectNode plain(String summary, Instant start) {
    When from = new When.Time(start, book.zone());
    When to = new When.Time(start.plus(Duration.ofHours(1)), book.zone());
    ObjectNode event = Json.object().put("summary", summary);
    event.put("description", "Seeded for a measurement.").put("location", "Room 1");
    event.set("start", from.json(book.zone()));
    event.set("end", to.json(book.zone()));
    return event;
  }
}
