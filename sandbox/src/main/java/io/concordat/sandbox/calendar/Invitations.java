package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Copies an organizer's event to those guests who have an account here, and their answers back. A
 * copy has the event's id and UID; what is private to each side stays there. Called without locks.
 */
final class Invitations {
  private static final List<String> OWN =
      List.of("reminders", "colorId", "transparency", "visibility");

  private final Calendars calendars;

  Invitations(Calendars calendars) {
    this.calendars = calendars;
  }

  /** Brings all copies of a changed event up to date. */
  void spread(Book from, StoredEvent event, Set<String> guestsBefore) {
    if (event.head().privateCopy()) {
      return;
    }
    if (!event.head().organizer().path("self").asBoolean()) {
      answer(from, event);
      return;
    }
    Set<String> now = event.cancelled() ? Set.of() : guests(event);
    Set<String> all = new HashSet<>(guestsBefore);
    all.addAll(now);
    for (String guest : all) {
      calendars
          .primary(guest)
          .filter(book -> book != from)
          .ifPresent(book -> copy(book, event, now.contains(guest)));
    }
  }

  static Set<String> guests(StoredEvent event) {
    Set<String> guests = new HashSet<>();
    event
        .content()
        .path("attendees")
        .forEach(a -> guests.add(a.path("email").asText().toLowerCase(Locale.ROOT)));
    return guests;
  }

  private void copy(Book book, StoredEvent event, boolean invited) {
    boolean done =
        book.locked(
            () -> {
              Optional<StoredEvent> old = book.stored(event.id());
              boolean own =
                  old.filter(e -> e.head().organizer().path("self").asBoolean()).isPresent();
              if (own || (!invited && old.filter(e -> !e.cancelled()).isEmpty())) {
                return false;
              }
              store(book, event, old, invited);
              return true;
            });
    if (done) {
      calendars.changed(book);
    }
  }

  private void store(Book book, StoredEvent event, Optional<StoredEvent> old, boolean invited) {
    StoredEvent.Head head = guestHead(event.head());
    ObjectNode content = Content.check(shared(event, old), place(book, head));
    if (!invited) {
      content.put("status", "cancelled");
    }
    StoredEvent copy = book.store(head, content, event.stamp().sequence(), book.now());
    if (!invited) {
      book.exceptionsOf(copy.id()).forEach(book::drop);
    } else if (old.filter(StoredEvent::recurring).isPresent()) {
      book.fitExceptions(copy);
    }
  }

  private static Content.Place place(Book book, StoredEvent.Head head) {
    String organizer = head.organizer().path("email").asText();
    return new Content.Place(
        book.zone(), book.id(), organizer, head.slot().isPresent(), Integer.MAX_VALUE);
  }

  private static StoredEvent.Head guestHead(StoredEvent.Head head) {
    return new StoredEvent.Head(
        head.id(),
        head.uid(),
        head.created(),
        head.creator().deepCopy().without(List.of("self")),
        head.organizer().deepCopy().without(List.of("self")),
        head.slot(),
        false);
  }

  /** The organizer's content with the guest's own parts in place of the organizer's. */
  private static ObjectNode shared(StoredEvent event, Optional<StoredEvent> old) {
    ObjectNode content = event.content().deepCopy();
    content.remove(OWN);
    if (content.get("extendedProperties") instanceof ObjectNode properties) {
      properties.remove("private");
    }
    old.ifPresent(copy -> keepOwn(content, copy.content()));
    return content;
  }

  private static void keepOwn(ObjectNode content, ObjectNode copy) {
    for (String name : OWN) {
      if (copy.has(name)) {
        content.set(name, copy.get(name));
      }
    }
    JsonNode own = copy.path("extendedProperties").path("private");
    if (!own.isEmpty()) {
      content.withObject("/extendedProperties").set("private", own);
    }
  }

  /** A guest's answer goes into the organizer's list of guests; a deleted copy is a refusal. */
  private void answer(Book from, StoredEvent copy) {
    Optional<Book> organizer =
        calendars.primary(copy.head().organizer().path("email").asText().toLowerCase(Locale.ROOT));
    organizer
        .filter(book -> book.locked(() -> answered(book, from.id(), copy)))
        .ifPresent(calendars::changed);
  }

  private static boolean answered(Book book, String guest, StoredEvent copy) {
    Optional<StoredEvent> original = book.find(copy.id()).filter(e -> !e.cancelled());
    String answer = copy.cancelled() ? "declined" : response(copy.content(), guest);
    if (original.isEmpty() || answer.equals(response(original.get().content(), guest))) {
      return false;
    }
    ObjectNode content = original.get().content().deepCopy();
    for (JsonNode attendee : content.path("attendees")) {
      if (attendee instanceof ObjectNode line && isGuest(line, guest)) {
        line.put("responseStatus", answer);
      }
    }
    int sequence = original.get().stamp().sequence();
    return book.store(original.get().head(), content, sequence, book.now()).id().equals(copy.id());
  }

  private static String response(ObjectNode content, String guest) {
    for (JsonNode attendee : content.path("attendees")) {
      if (isGuest(attendee, guest)) {
        return attendee.path("responseStatus").asText();
      }
    }
    return "";
  }

  private static boolean isGuest(JsonNode attendee, String guest) {
    return attendee.path("email").asText().equalsIgnoreCase(guest);
  }
}
