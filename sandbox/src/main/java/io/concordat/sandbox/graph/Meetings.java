package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.mail.Mails;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an organizer's change does to the guests: mails to all of them, copies to those with a
 * mailbox here. A guest's own changes and deletions reach nobody.
 */
final class Meetings {
  /** What is each person's own; a change of these alone mails nobody. */
  static final Set<String> OWN =
      Set.of(
          "categories",
          "showAs",
          "sensitivity",
          "isReminderOn",
          "reminderMinutesBeforeStart",
          "singleValueExtendedProperties");

  private final Mailboxes world;
  private final Mailbox box;
  private final Folder folder;
  private final List<Changes.Change> changes;

  Meetings(Mailboxes world, Mailbox box, Folder folder, List<Changes.Change> changes) {
    this.world = world;
    this.box = box;
    this.folder = folder;
    this.changes = changes;
  }

  void created(Item item) {
    if (item.head().isOrganizer()) {
      mail("invitation", item, item.guests());
      item.guests().forEach(guest -> copy(item, guest, false));
    }
  }

  /** Graph mails whenever a shared field is written, even with the value it has. */
  void changed(Item before, Item after, ObjectNode body) {
    Set<String> named = new HashSet<>();
    body.fieldNames().forEachRemaining(named::add);
    named.removeAll(OWN);
    if (!after.head().isOrganizer() || named.isEmpty()) {
      return;
    }
    mail("invitation", after, minus(after.guests(), before.guests()));
    mail("cancellation", after, minus(before.guests(), after.guests()));
    Set<String> kept = new HashSet<>(after.guests());
    kept.retainAll(before.guests());
    mail("update", after, kept);
    after.guests().forEach(guest -> copy(after, guest, false));
    minus(before.guests(), after.guests()).forEach(guest -> copy(after, guest, true));
  }

  /** One day of a series was taken out. */
  void cancelledDay(Item after) {
    if (after.head().isOrganizer()) {
      mail("cancellation", after, after.guests());
      after.guests().forEach(guest -> copy(after, guest, false));
    }
  }

  void deleted(Item item) {
    if (item.head().isOrganizer()) {
      mail("cancellation", item, item.guests());
      item.guests().forEach(guest -> copy(item, guest, true));
    }
  }

  private static Set<String> minus(Set<String> all, Set<String> some) {
    Set<String> left = new HashSet<>(all);
    left.removeAll(some);
    return left;
  }

  private void mail(String kind, Item item, Set<String> guests) {
    String id = Ids.immutable(item.head().key(), Optional.empty());
    String subject = item.content().path("subject").asText();
    for (String guest : guests) {
      world.mails().add(new Mails.Mail(world.now(), kind, guest, folder.id(), id, subject));
    }
  }

  private void copy(Item item, String guest, boolean cancelled) {
    world
        .byEmail(guest)
        .filter(other -> other != box)
        .ifPresent(other -> copy(item, other, cancelled));
  }

  private void copy(Item item, Mailbox other, boolean cancelled) {
    Optional<String> known = Optional.ofNullable(other.uids().get(item.head().uid()));
    Optional<Folder> home = known.flatMap(key -> home(other, key));
    Optional<Item> old = home.flatMap(f -> f.item(known.orElseThrow()));
    if (old.filter(o -> o.head().isOrganizer()).isPresent() || (cancelled && old.isEmpty())) {
      return;
    }
    Folder target = home.orElse(other.standard());
    Item copy = guestCopy(item, old, cancelled);
    target.put(copy);
    other.uids().put(copy.head().uid(), copy.head().key());
    Changes.Kind kind = old.isPresent() ? Changes.Kind.UPDATED : Changes.Kind.CREATED;
    changes.add(Writes.change(other, target, copy, kind));
  }

  private static Optional<Folder> home(Mailbox other, String key) {
    return other.folderOf(new Ids.Ref(key, Optional.empty(), Optional.empty()));
  }

  private Item guestCopy(Item item, Optional<Item> old, boolean cancelled) {
    ObjectNode content = item.content().deepCopy();
    OWN.forEach(
        name ->
            old.filter(o -> o.content().has(name))
                .ifPresent(o -> content.set(name, o.content().get(name))));
    if (cancelled) {
      content.put("subject", "Canceled: " + content.path("subject").asText());
    }
    return new Item(
        new Item.Head(
            old.map(o -> o.head().key()).orElseGet(Ids::newKey),
            item.head().uid(),
            old.map(o -> o.head().created()).orElseGet(world::now),
            item.head().organizer(),
            false,
            Optional.empty(),
            cancelled),
        content,
        item.span(),
        item.recurrence(),
        parts(item),
        item.cancelled(),
        old.map(Item::properties).orElse(Map.of()),
        stamp(),
        Optional.empty());
  }

  private NavigableMap<LocalDate, Item.Part> parts(Item item) {
    NavigableMap<LocalDate, Item.Part> parts = new TreeMap<>();
    item.parts()
        .forEach(
            (day, part) ->
                parts.put(day, new Item.Part(part.changed(), part.span(), Map.of(), stamp())));
    return parts;
  }

  private Item.Stamp stamp() {
    long next = world.nextRevision();
    return new Item.Stamp(next, next, world.now());
  }
}
