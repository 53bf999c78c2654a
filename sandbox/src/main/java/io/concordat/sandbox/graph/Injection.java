package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts events into a mailbox from behind: what others' clients or Exchange itself made. */
public final class Injection {
  private final Mailboxes world;
  private final Mailbox box;
  private final Folder folder;

  /** Without a calendar's id it is the default one. */
  public Injection(Mailboxes world, String userId, Optional<String> calendarId) {
    this.world = world;
    this.box = world.read(() -> world.box(userId));
    this.folder = calendarId.map(box::folder).orElse(box.standard());
  }

  public Intake intake() {
    return new Intake(world, box, folder);
  }

  /**
   * Adds an event in Graph's shape, of any organizer and with any {@code iCalUId}; nobody is
   * mailed. {@code raw} answers it exactly as given, whatever is missing or wrong. Returns the
   * stored event.
   */
  public ObjectNode add(ObjectNode event, boolean raw) {
    return world.write(
        changes -> {
          Writes writes = new Writes(world, box, folder, changes);
          Item made = writes.made(raw ? stand() : writable(event), origin(event, writes));
          Item item = raw ? overlaid(made, event) : made;
          writes.keep(item, Changes.Kind.CREATED);
          return new View(box, folder, Prefer.NONE, false).whole(item);
        });
  }

  private Writes.Origin origin(ObjectNode event, Writes writes) {
    String uid = Json.text(event, "iCalUId").orElseGet(Uids::fresh);
    boolean foreign = event.path("organizer").has("emailAddress");
    return foreign
        ? new Writes.Origin(uid, (ObjectNode) event.get("organizer"), self(event))
        : new Writes.Origin(uid, writes.own().organizer(), true);
  }

  private boolean self(ObjectNode event) {
    String address = event.path("organizer").path("emailAddress").path("address").asText();
    return address.equalsIgnoreCase(box.email());
  }

  private static ObjectNode writable(ObjectNode event) {
    ObjectNode body = event.deepCopy();
    body.remove(List.of("iCalUId", "organizer", "isOrganizer"));
    return body;
  }

  /** Where an event without readable times stands in the lists. */
  private ObjectNode stand() {
    return plain("malformed", world.now());
  }

  private static Item overlaid(Item item, ObjectNode event) {
    ObjectNode raw = event.deepCopy();
    for (String field : List.of("start", "end")) {
      if (!raw.has(field)) {
        raw.putNull(field);
      }
    }
    return new Item(
        item.head(),
        item.content(),
        item.span(),
        item.recurrence(),
        item.parts(),
        item.cancelled(),
        item.properties(),
        item.stamp(),
        Optional.of(raw));
  }

  private static ObjectNode plain(String subject, Instant start) {
    Moment from = Moment.of(start, Zone.UTC);
    ObjectNode event = Json.object().put("subject", subject);
    event.set("start", from.json());
    event.set("end", Moment.of(start.plus(Duration.ofHours(1)), Zone.UTC).json());
    return event;
  }

  /** Many plain events of an hour, one after the other. */
  public void seed(int count, Instant first, Duration step, String title) {
    world.write(
        changes -> {
          Writes writes = new Writes(world, box, folder, changes);
          for (int i = 0; i < count; i++) {
            ObjectNode event = plain(title + " " + i, first.plus(step.multipliedBy(i)));
            event.putObject("location").put("displayName", "Room 1");
            writes.keep(writes.made(event, writes.own()), Changes.Kind.CREATED);
          }
          return count;
        });
  }

  /** Moves an event to another calendar of the mailbox, as a person does by dragging it. */
  public void move(String eventId, String calendarId) {
    world.write(
        changes -> {
          Ids.Ref ref = Ids.read(eventId);
          Folder from = box.folderOf(ref).orElseThrow(GraphError::itemNotFound);
          Item item = from.item(ref.key()).orElseThrow(GraphError::itemNotFound);
          new Writes(world, box, from, changes).move(item, box.folder(calendarId));
          return true;
        });
  }
}
