package io.concordat.sandbox.graph;

import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.mail.Mails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** All mailboxes of the twin under one lock: a meeting touches several of them at once. */
public final class Mailboxes {
  private final TwinClock clock;
  private final Mails mails;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, Mailbox> boxes = new LinkedHashMap<>();
  private List<Changes.Change> open = new ArrayList<>();
  private long revision;
  private volatile Options options = Options.DEFAULT;
  private volatile Changes listener = _ -> {};

  public Mailboxes(TwinClock clock, Mails mails) {
    this.clock = clock;
    this.mails = mails;
  }

  /** Who hears of each change of an event. */
  public void onChange(Changes changes) {
    listener = changes;
  }

  public Options options() {
    return options;
  }

  public void options(Options value) {
    options = value;
  }

  public Mails mails() {
    return mails;
  }

  /** Forgets all mailboxes and mails; options stand as at the start. */
  public void reset() {
    options = Options.DEFAULT;
    mails.clear();
    write(
        _ -> {
          boxes.clear();
          revision = 0;
          return true;
        });
  }

  /**
   * Makes an account's mailbox with its default calendar, unless it is there.
   *
   * @param zone as Windows or the IANA call it
   * @return the id of the default calendar
   */
  public String add(String userId, String email, String directoryId, String zone) {
    String address = email.toLowerCase(Locale.ROOT);
    Zone kept = Zone.find(zone).orElseThrow(() -> new IllegalArgumentException("no zone " + zone));
    return write(
        _ ->
            boxes
                .computeIfAbsent(userId, _ -> new Mailbox(userId, address, directoryId, kept))
                .standard()
                .id());
  }

  /** Makes a further calendar; {@code canEdit} false is one shared by somebody for reading. */
  public String addCalendar(String userId, String name, boolean canEdit) {
    return write(_ -> box(userId).add(name, false, canEdit).id());
  }

  /** The user whose mailbox has an address. */
  public Optional<String> userId(String email) {
    return read(() -> byEmail(email).map(Mailbox::userId));
  }

  /** A calendar's own id, the default calendar's when none is named; a missing one is refused. */
  public String calendarId(String userId, Optional<String> calendarId) {
    return read(
        () -> {
          Mailbox box = box(userId);
          return calendarId.map(box::folder).orElseGet(box::standard).id();
        });
  }

  /** Kills the delta links of one mailbox or of all. */
  public void expireDeltas(Optional<String> userId) {
    read(
        () -> {
          boxes.values().stream()
              .filter(box -> userId.isEmpty() || userId.get().equals(box.userId()))
              .forEach(Mailbox::expireDeltas);
          return true;
        });
  }

  Mailbox box(String userId) {
    return Optional.ofNullable(boxes.get(userId))
        .orElseThrow(
            () ->
                GraphError.of(
                    404,
                    "MailboxNotEnabledForRESTAPI",
                    "The mailbox is either inactive, soft-deleted, or is hosted on-premise."));
  }

  Optional<Mailbox> byEmail(String email) {
    return boxes.values().stream().filter(b -> b.email().equalsIgnoreCase(email)).findFirst();
  }

  Instant now() {
    return clock.instant();
  }

  long nextRevision() {
    return ++revision;
  }

  long revision() {
    return revision;
  }

  <T> T read(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Runs a change alone; what it reports is told to the listener after it. A change within a change
   * is told of with the outer one.
   */
  <T> T write(Function<List<Changes.Change>, T> work) {
    if (lock.isWriteLockedByCurrentThread()) {
      return work.apply(open);
    }
    List<Changes.Change> changes = new ArrayList<>();
    lock.writeLock().lock();
    try {
      open = changes;
      return work.apply(changes);
    } finally {
      lock.writeLock().unlock();
      changes.forEach(listener::changed);
    }
  }
}
