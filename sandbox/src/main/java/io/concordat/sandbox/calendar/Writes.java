package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.mail.Mails;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Insert, import, replace, patch and delete on one calendar; the caller holds its lock. */
final class Writes {
  private static final String BASE32HEX = "0123456789abcdefghijklmnopqrstuv";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<String> SHARED =
      List.of(
          "summary",
          "description",
          "location",
          "start",
          "end",
          "recurrence",
          "guestsCanModify",
          "guestsCanInviteOthers",
          "guestsCanSeeOtherGuests",
          "anyoneCanAddSelf",
          "source",
          "conferenceData",
          "attachments");

  private final Calendars calendars;
  private final Book book;
  private final String account;
  private Set<String> guestsBefore = Set.of();

  Writes(Calendars calendars, Book book, String account) {
    this.calendars = calendars;
    this.book = book;
    this.account = account;
  }

  /** The guests of the event before it was changed. */
  Set<String> guestsBefore() {
    return guestsBefore;
  }

  StoredEvent insert(ObjectNode body, WriteOptions options) {
    Optional<String> id = Json.text(body, "id");
    Optional<String> uid = Json.text(body, "iCalUID");
    if (id.isPresent() && uid.isPresent()) {
      throw GoogleError.invalid("Only one of id and iCalUID may be given.");
    }
    id.ifPresent(this::checkId);
    if (uid.flatMap(book::byUid).isPresent()) {
      throw GoogleError.duplicate();
    }
    refuseInstance(body);
    String eventId = id.orElseGet(Writes::newId);
    String eventUid = uid.orElse(eventId + "@google.com");
    return create(head(eventId, eventUid, organizer(), false), body, options);
  }

  private void checkId(String id) {
    if (!id.matches("[a-v0-9]{5,1024}")) {
      throw GoogleError.invalid("Invalid resource id value.");
    }
    if (book.occupied(id)) {
      throw GoogleError.duplicate();
    }
  }

  private static void refuseInstance(ObjectNode body) {
    if (body.hasNonNull("recurringEventId") || body.hasNonNull("originalStartTime")) {
      throw GoogleError.invalid("An instance of a recurring event cannot be inserted.");
    }
  }

  /**
   * A private copy of an event from elsewhere; a UID that is there already is brought up to date.
   */
  StoredEvent importCopy(ObjectNode body, WriteOptions options) {
    String uid =
        Json.text(body, "iCalUID").orElseThrow(() -> GoogleError.required("Missing iCalUID."));
    refuseInstance(body);
    if (!Json.text(body, "eventType").orElse("default").equals("default")) {
      throw GoogleError.of(
          400, "calendar", "eventTypeRestriction", "Only default events can be imported.");
    }
    Optional<StoredEvent> known = book.byUid(uid);
    if (known.isPresent()) {
      ObjectNode content = check(Fields.writable(body), known.get().head());
      return replace(known.get(), content, known.get().stamp().sequence());
    }
    ObjectNode organizer =
        body.get("organizer") instanceof ObjectNode given ? given.deepCopy() : organizer();
    return create(
        head(newId(), uid, organizer, true),
        body,
        new WriteOptions("none", false, false, Optional.empty()));
  }

  private StoredEvent create(StoredEvent.Head head, ObjectNode body, WriteOptions options) {
    ObjectNode content =
        check(options.filter(Fields.writable(Fields.merge(Json.object(), body))), head);
    StoredEvent created =
        book.store(head, content, Math.max(0, body.path("sequence").asInt(0)), book.now());
    mail("invitation", created, options);
    return created;
  }

  /** PUT: what is not sent is cleared. */
  StoredEvent put(String eventId, ObjectNode body, WriteOptions options) {
    StoredEvent current = current(eventId, options);
    ObjectNode writable = options.filter(Fields.writable(Fields.merge(Json.object(), body)));
    if (!options.conferences() && current.content().has("conferenceData")) {
      writable.set("conferenceData", current.content().get("conferenceData"));
    }
    if (!writable.has("eventType")) {
      writable.put("eventType", current.text("eventType"));
    }
    return change(current, body, writable, options);
  }

  StoredEvent patch(String eventId, ObjectNode body, WriteOptions options) {
    StoredEvent current = current(eventId, options);
    ObjectNode writable = options.filter(Fields.writable(body));
    return change(current, body, Fields.merge(current.content(), writable), options);
  }

  private StoredEvent current(String eventId, WriteOptions options) {
    StoredEvent current = book.find(eventId).orElseThrow(GoogleError::notFound);
    options.check(current);
    guestsBefore = Invitations.guests(current);
    return current;
  }

  private StoredEvent change(
      StoredEvent current, ObjectNode body, ObjectNode raw, WriteOptions options) {
    immutable(current, body);
    if (current.cancelled()
        && !Set.of("confirmed", "tentative").contains(body.path("status").asText())) {
      throw GoogleError.deleted();
    }
    if (raw.path("status").asText().equals("cancelled")) {
      return delete(current, options);
    }
    ObjectNode content = check(raw, current.head());
    protectOrganizer(current, content);
    int sequence = sequence(current, body, content);
    StoredEvent after = replace(current, content, sequence);
    mail("update", after, options);
    return after;
  }

  private StoredEvent replace(StoredEvent current, ObjectNode content, int sequence) {
    Instant updated = sameButReminders(current, content) ? current.stamp().updated() : book.now();
    StoredEvent after = book.store(current.head(), content, sequence, updated);
    if (current.recurring()) {
      book.fitExceptions(after);
    }
    return after;
  }

  /** Google leaves {@code updated} alone when only reminders change. */
  private static boolean sameButReminders(StoredEvent current, ObjectNode content) {
    if (current.content().path("reminders").equals(content.path("reminders"))) {
      return false;
    }
    ObjectNode old = current.content().deepCopy().without(List.of("reminders"));
    return old.equals(content.deepCopy().without(List.of("reminders")));
  }

  private static void immutable(StoredEvent current, ObjectNode body) {
    same(body, "id", current.id());
    same(body, "iCalUID", current.head().uid());
    same(
        body, "recurringEventId", current.head().slot().map(StoredEvent.Slot::masterId).orElse(""));
    same(body, "eventType", current.text("eventType"));
  }

  private static void same(ObjectNode body, String field, String value) {
    if (Json.text(body, field).filter(text -> !text.equals(value)).isPresent()) {
      throw GoogleError.invalid("Invalid value for: " + field + ", it cannot be changed.");
    }
  }

  private void protectOrganizer(StoredEvent current, ObjectNode content) {
    if (current.head().organizer().path("self").asBoolean()
        || current.head().privateCopy()
        || current.content().path("guestsCanModify").asBoolean()) {
      return;
    }
    boolean shared =
        SHARED.stream().anyMatch(name -> !current.content().path(name).equals(content.path(name)));
    if (shared
        || !others(current.content()).equals(others(content))
        || sharedProperties(current, content)) {
      throw GoogleError.notOrganizer();
    }
  }

  private static boolean sharedProperties(StoredEvent current, ObjectNode content) {
    return !current
        .content()
        .path("extendedProperties")
        .path("shared")
        .equals(content.path("extendedProperties").path("shared"));
  }

  /** The guest list without the account's own line, which is its own to change. */
  private static List<JsonNode> others(ObjectNode content) {
    return content
        .path("attendees")
        .valueStream()
        .filter(a -> !a.path("self").asBoolean())
        .toList();
  }

  /** A change of time is a new sequence; a sequence from the past is refused. */
  private static int sequence(StoredEvent current, ObjectNode body, ObjectNode content) {
    int now = current.stamp().sequence();
    int sent = body.path("sequence").asInt(now);
    if (sent < now) {
      throw GoogleError.invalid(
          "Invalid sequence value. The specified sequence number is below the current sequence"
              + " number of the resource. Re-fetch the resource and use its sequence number on the"
              + " following request.");
    }
    boolean moved =
        List.of("start", "end", "recurrence").stream()
            .anyMatch(name -> !current.content().path(name).equals(content.path(name)));
    return moved ? Math.max(sent, now + 1) : sent;
  }

  StoredEvent delete(String eventId, WriteOptions options) {
    StoredEvent current = current(eventId, options);
    if (current.cancelled()) {
      throw GoogleError.deleted();
    }
    return delete(current, options);
  }

  private StoredEvent delete(StoredEvent current, WriteOptions options) {
    ObjectNode content = current.content().deepCopy().put("status", "cancelled");
    int sequence = current.stamp().sequence() + (current.cancelled() ? 0 : 1);
    StoredEvent after = book.store(current.head(), content, sequence, book.now());
    book.exceptionsOf(current.id()).forEach(book::drop);
    mail("cancellation", after, options);
    return after;
  }

  private ObjectNode check(ObjectNode raw, StoredEvent.Head head) {
    return Content.check(
        raw,
        new Content.Place(
            book.zone(),
            book.id(),
            head.organizer().path("email").asText(),
            head.slot().isPresent(),
            calendars.options().maxAttendees()));
  }

  private StoredEvent.Head head(String id, String uid, ObjectNode organizer, boolean copy) {
    ObjectNode creator = Json.object().put("email", account);
    if (account.equals(book.id())) {
      creator.put("self", true);
    }
    return new StoredEvent.Head(id, uid, book.now(), creator, organizer, Optional.empty(), copy);
  }

  private ObjectNode organizer() {
    ObjectNode organizer = Json.object().put("email", book.id());
    if (!book.primary()) {
      organizer.put("displayName", book.summary());
    }
    return organizer.put("self", true);
  }

  static String newId() {
    StringBuilder id = new StringBuilder(26);
    for (int i = 0; i < 26; i++) {
      id.append(BASE32HEX.charAt(RANDOM.nextInt(32)));
    }
    return id.toString();
  }

  private void mail(String kind, StoredEvent event, WriteOptions options) {
    for (JsonNode attendee : event.content().path("attendees")) {
      String to = attendee.path("email").asText();
      boolean own = to.equalsIgnoreCase(account) || attendee.path("self").asBoolean();
      if (!own && options.mails(!calendars.exists(to))) {
        calendars
            .mails()
            .add(
                new Mails.Mail(book.now(), kind, to, book.id(), event.id(), event.text("summary")));
      }
    }
  }
}
