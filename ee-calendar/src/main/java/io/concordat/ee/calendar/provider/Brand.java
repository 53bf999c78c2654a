package io.concordat.ee.calendar.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A vendor as rows, replies and people call it. */
public enum Brand {
  GOOGLE("google", "Google", "Google Calendar", "primary"),
  MICROSOFT("microsoft", "Microsoft", "Outlook Calendar", "calendar");

  private static final Set<String> ALIASES = Set.of("primary", "calendar");

  private final String stored;
  private final String said;
  private final String calendar;
  private final String alias;

  Brand(String stored, String said, String calendar, String alias) {
    this.stored = stored;
    this.said = said;
    this.calendar = calendar;
    this.alias = alias;
  }

  public static Optional<Brand> named(String stored) {
    return Arrays.stream(values()).filter(brand -> brand.stored.equals(stored)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Brand::stored).toList();
  }

  /** Whether changes are told of a window of time only: what lies outside has to be looked for. */
  public boolean windowed() {
    return switch (this) {
      case GOOGLE -> false;
      case MICROSOFT -> true;
    };
  }

  /** Whether a channel's life can be made longer, which also tells that the vendor has it. */
  public boolean renews() {
    return switch (this) {
      case GOOGLE -> false;
      case MICROSOFT -> true;
    };
  }

  /**
   * Whether a mailbox counts the requests that are open at once, whichever calendar they are for.
   */
  public boolean bearsFewAtOnce() {
    return switch (this) {
      case GOOGLE -> false;
      case MICROSOFT -> true;
    };
  }

  /**
   * Whether the exceptions of a series go with its old rule, and are written again by requests of
   * their own: a copy without them may be half of our write.
   */
  public boolean slotsFollow() {
    return switch (this) {
      case GOOGLE -> false;
      case MICROSOFT -> true;
    };
  }

  /** Whether guests are mailed when a meeting is deleted, and nothing can stop that. */
  public boolean mailsGuests() {
    return switch (this) {
      case GOOGLE -> false;
      case MICROSOFT -> true;
    };
  }

  /** What the vendor's quota allows for one calendar's user or mailbox, over minutes. */
  public double requestsPerSecond() {
    return switch (this) {
      case GOOGLE -> 10;
      case MICROSOFT -> 10_000 / 600.0;
    };
  }

  /** In rows, JSON, addresses, meters and events. */
  public String stored() {
    return stored;
  }

  /** Where the vendor sends people back to, below the public URL. */
  public String callbackPath() {
    return "/api/auth/" + stored + "/calendar/callback";
  }

  /** The company. */
  public String said() {
    return said;
  }

  /** What a provider is called unless its owner says otherwise. */
  public String calendar() {
    return calendar;
  }

  /** Either vendor's word for an account's own calendar becomes this one's. */
  String alias(String calendarId) {
    return ALIASES.contains(calendarId) ? alias : calendarId;
  }

  String alias() {
    return alias;
  }
}
