package io.concordat.ee.calendar.notice;

import java.util.Locale;
import java.util.UUID;

/** Why a calendar may wait for a person, and where that is settled. */
enum Waiting {
  RECONNECT("/profile/calendar"),
  CONFLICTS("/conflicts"),
  FUSE("/profile/calendar"),
  RENEWAL("/profile/calendar"),
  CONSENT("/profile/calendar"),
  BROKEN("/profile/calendar"),
  QUARANTINE("/profile/calendar");

  private final String link;

  Waiting(String link) {
    this.link = link;
  }

  String link() {
    return link;
  }

  String kind() {
    return "calendar_" + name().toLowerCase(Locale.ROOT);
  }

  /** One notice for each calendar and reason. */
  String cause(UUID provider) {
    return kind() + ":" + provider;
  }
}
