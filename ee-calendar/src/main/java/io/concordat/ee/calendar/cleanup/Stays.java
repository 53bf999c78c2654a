package io.concordat.ee.calendar.cleanup;

import java.util.Locale;

/** Why an event that bears our mark stays. */
public enum Stays {
  /** Somebody copied what we made, mark and all, or has it from somebody else. */
  COPY,
  /** Nothing here knows it: another installation's, or one whose record is lost. */
  UNKNOWN,
  /** Others are invited. */
  GUESTS,
  /** Somebody changed it, and that is not known here yet. */
  EDITED,
  /** The vendor does not delete it. */
  REFUSED;

  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Stays of(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
