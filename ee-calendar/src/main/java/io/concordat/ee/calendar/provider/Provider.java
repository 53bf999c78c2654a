package io.concordat.ee.calendar.provider;

import io.concordat.ee.calendar.pace.Pace;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A connected calendar of one user, as stored.
 *
 * @param calendarId as the user gave it, which may be {@code primary} or the like; empty as long as
 *     it is to be chosen
 * @param realCalendarId what the vendor calls it; known after the first connect
 * @param settings what people may change
 * @param link how far the authorization is
 * @param progress how far the sync is
 * @param pace how fast it may be written to
 */
public record Provider(
    UUID id,
    UserId user,
    Brand brand,
    Optional<String> calendarId,
    Optional<String> realCalendarId,
    Settings settings,
    Link link,
    Progress progress,
    Trouble trouble,
    Pace pace,
    long version,
    Instant createdAt) {

  /**
   * @param direction {@code bidirectional}, {@code to_external} or {@code from_external}
   */
  public record Settings(
      String name,
      String direction,
      Rule importRule,
      boolean active,
      boolean paused,
      Outgoing outgoing) {}

  /**
   * What is written beyond the ordinary.
   *
   * @param guestMeetings {@code hold} or {@code allow}: writes that mail the guests of a meeting
   * @param mirror whether entries that came from the user's other calendars are copied here
   * @param createsAtOnce copies that are made without asking; empty: what the installation says
   * @param planFirst nothing runs before a plan is applied
   */
  public record Outgoing(
      String guestMeetings, boolean mirror, Optional<Integer> createsAtOnce, boolean planFirst) {
    public static final Outgoing CAREFUL = new Outgoing("hold", false, Optional.empty(), false);

    public boolean holdsMail() {
      return guestMeetings.equals("hold");
    }
  }

  /**
   * Which of the vendor's events come in.
   *
   * @param mode {@code all}, {@code tagged} or {@code none}
   */
  public record Rule(String mode, Optional<String> tag) {
    public static final Rule ALL = new Rule("all", Optional.empty());

    public Rule {
      if (mode.equals("tagged") != tag.isPresent()) {
        throw new IllegalArgumentException("exactly the tagged rule has a tag");
      }
    }
  }

  public record Link(Connection connection, Optional<String> redirectUri, Secret wakeSecret) {}

  /**
   * @param cursor of the last complete read
   * @param generation of the last full listing
   * @param importedAt when the first full listing was complete
   * @param pullWanted raised by whoever wants a read
   * @param pullDone the value of {@code pullWanted} that the last complete read had seen
   * @param lastSyncTook how long the last run that went well took
   */
  public record Progress(
      Optional<String> cursor,
      long generation,
      Optional<Instant> importedAt,
      boolean fullWanted,
      long pullWanted,
      long pullDone,
      long fence,
      Optional<Instant> lastSyncAt,
      Optional<Duration> lastSyncTook,
      Optional<Instant> nextPollAt) {}

  /** What is wrong, and until when the vendor wants quiet. */
  public record Trouble(
      Optional<String> code,
      Optional<Instant> at,
      Optional<Instant> nextAttemptAt,
      boolean rateLimited,
      int failures) {}

  /** How far the authorization is. */
  public enum Connection {
    CONFIGURING,
    CONNECTED,
    RECONNECT_REQUIRED,
    APP_BROKEN;

    public String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Connection of(String stored) {
      return valueOf(stored.toUpperCase(Locale.ROOT));
    }
  }

  /** The vendor's name in rows, JSON, meters and events. */
  public String vendor() {
    return brand.stored();
  }

  /** The calendar as far as it is known: the vendor's name for it, else the user's. */
  public Optional<String> calendar() {
    return realCalendarId.or(() -> calendarId);
  }

  /** Whether the vendor may be asked at all. */
  public boolean runnable() {
    return reachable() && !settings.paused();
  }

  /** The same, whether or not its sync is paused. */
  public boolean reachable() {
    return settings.active()
        && (link.connection() == Connection.CONNECTED
            || link.connection() == Connection.APP_BROKEN);
  }

  /** Whether somebody wants to see what a run does before it does it. */
  public boolean waitsForPlan() {
    return settings.outgoing().planFirst();
  }

  public boolean pullsIn() {
    return !settings.direction().equals("to_external");
  }

  public boolean pushesOut() {
    return !settings.direction().equals("from_external");
  }
}
