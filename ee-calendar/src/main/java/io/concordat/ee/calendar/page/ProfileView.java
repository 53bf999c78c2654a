package io.concordat.ee.calendar.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A technician's calendars. */
public record ProfileView(
    List<Card> cards, List<SetUp> vendors, Optional<Outcome> outcome, Instant now) {
  public ProfileView {
    cards = List.copyOf(cards);
    vendors = List.copyOf(vendors);
  }
}
