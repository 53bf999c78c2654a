package io.concordat.ee.calendar.mapping;

import io.concordat.ee.calendar.mapping.Because.Cause;
import io.concordat.ee.calendar.reconcile.Intent;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.UserId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One entry and its copy in one calendar.
 *
 * @param id also the key under which the copy is created
 * @param generation of the last full listing that showed the copy
 * @param revision raised by every store; a store that finds another one was overtaken
 */
public record Mapping(
    UUID id,
    UUID provider,
    ScheduleEntryId entry,
    Place place,
    Agreed agreed,
    Standing standing,
    long generation,
    long revision) {

  /** The vendor's copy as last seen, if it is there. */
  public Optional<Copy> lastSeen() {
    return agreed
        .lastSeen()
        .flatMap(content -> place.parts().map(parts -> new Copy(content, parts)));
  }

  /** A mapping that has not been stored yet. */
  public static Mapping fresh(UUID id, UUID provider, ScheduleEntryId entry) {
    return new Mapping(id, provider, entry, Place.NONE, Agreed.NOTHING, Standing.PENDING, 0, 0);
  }

  /**
   * Where the vendor's copy lies.
   *
   * @param parts present as soon as the copy was seen or made
   * @param attendees users of the tenant who are invited to it
   * @param foundThere it was at the vendor before it had this mapping; else we made it
   */
  public record Place(
      Optional<RemoteParts> parts,
      Optional<String> icalUid,
      Set<UserId> attendees,
      boolean foundThere) {
    static final Place NONE = new Place(Optional.empty(), Optional.empty(), Set.of(), false);

    public Place {
      attendees = Set.copyOf(attendees);
    }

    public Place with(RemoteParts seen) {
      return new Place(Optional.of(seen), icalUid, attendees, foundThere);
    }

    /** A guest's copy, kept up to date by the organizer's vendor. */
    public boolean guest() {
      return parts.filter(one -> one.share() == RemoteParts.Share.GUEST).isPresent();
    }
  }

  /**
   * @param base what both sides last agreed on
   * @param theirs what the vendor shows while that is something else, else unseen
   * @param intent what was about to be written there
   */
  public record Agreed(Optional<EntryContent> base, Remote theirs, Intent intent) {
    static final Agreed NOTHING =
        new Agreed(Optional.empty(), new Remote.Unseen(), new Intent.None());

    public static Agreed on(EntryContent base) {
      return new Agreed(Optional.of(base), new Remote.Unseen(), new Intent.None());
    }

    /** The vendor's content as last seen. */
    public Optional<EntryContent> lastSeen() {
      return switch (theirs) {
        case Remote.Present(var content) -> Optional.of(content);
        case Remote.Deleted(), Remote.Missing() -> Optional.empty();
        case Remote.Unseen() -> base;
      };
    }
  }

  /**
   * @param localVersion the entry's version that is carried; empty: something is to be pushed
   * @param heldVersion the version whose push was decided to stay undone
   * @param releasedVersion the version whose push a person wants although it mails guests
   * @param because why it is to be pushed, as far as that is known already
   */
  public record Standing(
      Status status,
      Optional<Long> localVersion,
      Optional<Long> heldVersion,
      Optional<String> reason,
      Optional<String> conflict,
      Optional<Long> releasedVersion,
      Optional<Because> because) {
    static final Standing PENDING =
        new Standing(
            Status.PENDING,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public static Standing synced(long version) {
      return new Standing(
          Status.SYNCED,
          Optional.of(version),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    public static Standing pending() {
      return PENDING;
    }

    /** Still to be pushed; what a person released stays released. */
    public Standing again() {
      return new Standing(
          Status.PENDING,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          releasedVersion,
          because);
    }

    /** The same, and why. */
    public Standing because(Because why) {
      return new Standing(
          status, localVersion, heldVersion, reason, conflict, releasedVersion, Optional.of(why));
    }

    /** To be pushed, although it was held. */
    public Standing released(UserId by) {
      return new Standing(
          Status.PENDING,
          localVersion,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          heldVersion,
          Optional.of(Because.of(Cause.RELEASE, by)));
    }

    public static Standing held(Status status, Optional<Long> carried, long held, String reason) {
      return new Standing(
          status,
          carried,
          Optional.of(held),
          Optional.of(reason),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    public static Standing conflict(long version, String kind) {
      return new Standing(
          Status.CONFLICT,
          Optional.empty(),
          Optional.of(version),
          Optional.empty(),
          Optional.of(kind),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** As integrators see it. */
  public enum Status {
    SYNCED,
    PENDING,
    CONFLICT,
    ERROR;

    public String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String stored) {
      return valueOf(stored.toUpperCase(Locale.ROOT));
    }
  }

  public boolean inConflict() {
    return standing.status() == Status.CONFLICT;
  }

  public Optional<String> remoteId() {
    return place.parts().map(RemoteParts::id);
  }

  public Mapping with(Place seen) {
    return new Mapping(id, provider, entry, seen, agreed, standing, generation, revision);
  }

  public Mapping with(Agreed now) {
    return new Mapping(id, provider, entry, place, now, standing, generation, revision);
  }

  public Mapping with(Standing now) {
    return new Mapping(id, provider, entry, place, agreed, now, generation, revision);
  }

  public Mapping with(ScheduleEntryId other) {
    return new Mapping(id, provider, other, place, agreed, standing, generation, revision);
  }

  public Mapping at(long stored) {
    return new Mapping(id, provider, entry, place, agreed, standing, generation, stored);
  }

  public Mapping seenIn(long listing) {
    return new Mapping(
        id, provider, entry, place, agreed, standing, Math.max(generation, listing), revision);
  }
}
