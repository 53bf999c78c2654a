package io.concordat.ee.calendar.house;

import io.concordat.ee.calendar.event.EventType;
import io.concordat.ee.calendar.remote.Described;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Renewed;
import io.concordat.ee.calendar.remote.Watched;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Calendars of several vendors in memory, with meetings: what an organizer changes reaches the
 * guests' copies when {@link #deliver} is called. Single events only.
 */
public final class World {
  private final Map<String, Calendar> calendars = new LinkedHashMap<>();
  private final Deque<Runnable> underway = new ArrayDeque<>();

  /** Before and after each write that we make: throws what ends the process. */
  public Runnable trouble = () -> {};

  /** Writes that we made. */
  public int writes;

  /** Guests' copies that we rewrote, which their organizers' vendors would undo. */
  public int rewrites;

  /** Writes of ours that mailed guests. */
  public int mails;

  private int number;

  /** An event as its calendar shows it. */
  public static final class Row {
    public final String id;
    public final String uid;
    public final Optional<String> key;
    public final @Nullable String organizer;
    public Set<String> guests = Set.of();
    public EntryContent content;
    public boolean deleted;
    long revision;

    public Row(
        String id,
        String uid,
        Optional<String> key,
        @Nullable String organizer,
        EntryContent content) {
      this.id = id;
      this.uid = uid;
      this.key = key;
      this.organizer = organizer;
      this.content = content;
    }
  }

  /** What is under way arrives. */
  public synchronized void deliver() {
    while (!underway.isEmpty()) {
      underway.removeFirst().run();
    }
  }

  /** Changes whenever anything does. */
  synchronized String state() {
    long changes = calendars.values().stream().mapToLong(calendar -> calendar.changes).sum();
    return " " + changes + " " + underway.size() + " ";
  }

  /** One of the things under way arrives. */
  public synchronized void deliverOne() {
    if (!underway.isEmpty()) {
      underway.removeFirst().run();
    }
  }

  /**
   * @param mails its vendor cannot be silenced
   */
  public synchronized Calendar open(String account, boolean mails) {
    return calendars.computeIfAbsent(account, name -> new Calendar(name, mails));
  }

  public Calendar of(String account) {
    return Objects.requireNonNull(calendars.get(account));
  }

  /** One account's calendar: the port for the product, the acts for its owner. */
  public final class Calendar implements RemoteCalendar {
    public final String account;

    /** The vendor's own way of putting what we write. */
    public UnaryOperator<EntryContent> manners = content -> content;

    /** Listings show nothing, as if nothing were there. */
    public boolean blank;

    private final boolean mailing;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private long changes;

    Calendar(String account, boolean mailing) {
      this.account = account;
      this.mailing = mailing;
    }

    /** Everything that is there. */
    public List<Row> live() {
      synchronized (World.this) {
        return rows.values().stream().filter(row -> !row.deleted).toList();
      }
    }

    public Row insert(EntryContent content, String... guests) {
      synchronized (World.this) {
        String id = "e" + ++number;
        return store(new Row(id, id + "@world", Optional.empty(), account, content), guests);
      }
    }

    /** Somebody's tool copied this here, mark and all. */
    public Row copy(Row row) {
      synchronized (World.this) {
        String id = "e" + ++number;
        return store(new Row(id, id + "@world", row.key, account, row.content));
      }
    }

    /** Everything moves to new ids, as after a migration of the mailbox. */
    public void renumber() {
      synchronized (World.this) {
        var old = List.copyOf(rows.values());
        rows.clear();
        old.stream().filter(row -> !row.deleted).forEach(row -> insert(row.content));
      }
    }

    private Row store(Row row, String... guests) {
      row.guests = Set.of(guests);
      rows.put(row.id, row);
      touch(row);
      spread(row);
      return row;
    }

    public void edit(Row row, EntryContent content) {
      synchronized (World.this) {
        row.content = content;
        touch(row);
        spread(row);
      }
    }

    public void invite(Row row, String... guests) {
      synchronized (World.this) {
        row.guests = Set.of(guests);
        touch(row);
        spread(row);
      }
    }

    public void delete(Row row) {
      synchronized (World.this) {
        row.deleted = true;
        touch(row);
        spread(row);
      }
    }

    public boolean hosts(Row row) {
      return account.equals(row.organizer);
    }

    private void touch(Row row) {
      row.revision = ++changes;
    }

    private void spread(Row row) {
      if (hosts(row)) {
        EntryContent content = row.content;
        boolean deleted = row.deleted;
        for (String guest : row.guests) {
          if (!guest.equals(account) && calendars.containsKey(guest)) {
            underway.add(() -> of(guest).arrive(row, content, deleted));
          }
        }
      }
    }

    private void arrive(Row from, EntryContent content, boolean deleted) {
      Optional<Row> old =
          rows.values().stream().filter(row -> row.uid.equals(from.uid)).findFirst();
      if (old.isPresent() && (old.get().deleted || hosts(old.get()))) {
        return;
      }
      if (old.isEmpty() && deleted) {
        return;
      }
      Row copy =
          old.orElseGet(
              () -> new Row("e" + ++number, from.uid, Optional.empty(), from.organizer, content));
      rows.put(copy.id, copy);
      copy.guests = from.guests;
      copy.content = content;
      copy.deleted = deleted;
      touch(copy);
    }

    @Override
    public Described describe() {
      return new Described(account, account, ZoneId.of("Europe/Berlin"), true);
    }

    @Override
    public Listing list(Optional<String> cursor, Optional<String> page) {
      synchronized (World.this) {
        long since = cursor.map(Long::parseLong).orElse(-1L);
        var items = new ArrayList<RemoteItem>();
        for (Row row : blank ? List.<Row>of() : rows.values()) {
          if (row.revision > since && !(cursor.isEmpty() && row.deleted)) {
            items.add(row.deleted ? new RemoteItem.Deleted(row.id) : whole(row));
          }
        }
        return new Listing.Page(items, Optional.empty(), Optional.of(Long.toString(changes)));
      }
    }

    private RemoteItem.Whole whole(Row row) {
      return new RemoteItem.Whole(
          row.id,
          Long.toString(row.revision),
          row.content,
          row.uid,
          row.guests,
          hosts(row),
          EventType.ORDINARY,
          row.key);
    }

    @Override
    public Read read(String remoteId) {
      synchronized (World.this) {
        Row row = rows.get(remoteId);
        if (row == null) {
          return new Read.Missing();
        }
        return row.deleted ? new Read.Deleted() : new Read.Found(whole(row), List.of());
      }
    }

    @Override
    public Read readCreated(String clientKey) {
      return read(idOf(clientKey));
    }

    /** One vendor takes the key for the id, the other keeps its ids to itself. */
    @Override
    public Optional<String> createdId(String clientKey) {
      return mailing ? Optional.empty() : Optional.of(idOf(clientKey));
    }

    @Override
    public Written create(String clientKey, EntryContent content) {
      trouble.run();
      Written written;
      synchronized (World.this) {
        if (rows.containsKey(idOf(clientKey))) {
          return new Written.Exists(readCreated(clientKey));
        }
        writes++;
        Row row =
            new Row(
                idOf(clientKey),
                UUID.randomUUID() + "@world",
                Optional.of(clientKey),
                account,
                manners.apply(content));
        written = done(store(row));
      }
      trouble.run();
      return written;
    }

    @Override
    public Written update(RemoteParts parts, EntryContent from, EntryContent to) {
      return write(
          parts,
          row -> {
            rewrites += hosts(row) ? 0 : 1;
            edit(row, manners.apply(to));
          });
    }

    @Override
    public Written delete(RemoteParts parts, EntryContent from) {
      return write(parts, this::delete);
    }

    private Written write(RemoteParts parts, Consumer<Row> how) {
      trouble.run();
      Written written;
      synchronized (World.this) {
        Row row = rows.get(parts.id());
        if (row == null || row.deleted) {
          return new Written.Missing();
        }
        if (!Long.toString(row.revision).equals(parts.revision())) {
          return new Written.Stale();
        }
        writes++;
        if (mailing && hosts(row) && !row.guests.isEmpty()) {
          mails++;
        }
        how.accept(row);
        written = new Written.Done(parts.withRevision(Long.toString(row.revision)));
      }
      trouble.run();
      return written;
    }

    private Written done(Row row) {
      return new Written.Done(new RemoteParts(row.id, Long.toString(row.revision)));
    }

    private String idOf(String key) {
      return "k" + key;
    }

    @Override
    public boolean notifiesGuests() {
      return mailing;
    }

    @Override
    public Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
      throw new IllegalStateException("nobody watches the world");
    }

    @Override
    public Renewed renew(String channelId, String resourceId, Duration ttl) {
      return new Renewed.Never();
    }

    @Override
    public void stopLost(Set<String> channelIds, String resourceId, URI callback) {}

    @Override
    public void stop(String channelId, String resourceId) {}
  }
}
