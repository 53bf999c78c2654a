package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.spi.page.Words;
import java.util.Locale;
import java.util.Optional;

/**
 * What is kept in agreement, as people ask for it. Both vendors' adapters are held to each of these
 * by the contract of calendars.
 */
public enum Carried {
  BEFORE,
  EDITS,
  SERIES,
  DAYS,
  PRIVATE,
  GUESTS;

  /** For element ids and messages. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String said(Words words) {
    return words.t("calendar.carried." + key());
  }

  /** What the vendor cannot hold of it, or what happens differently there. */
  public Optional<String> but(Words words, Brand brand) {
    return switch (this) {
      case BEFORE, EDITS, DAYS, PRIVATE -> Optional.empty();
      case SERIES -> Optional.of(words.t("calendar.carried.series." + brand.stored()));
      case GUESTS -> Optional.of(words.t("calendar.carried.guests.but"));
    };
  }
}
