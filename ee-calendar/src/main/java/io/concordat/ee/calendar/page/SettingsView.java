package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.provider.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All calendars of a tenant, as its administrator sees them: no contents.
 *
 * @param address where vendors would reach this installation
 */
public record SettingsView(
    List<Row> rows, List<SetUp> vendors, List<Way> ways, String address, Instant now) {
  public SettingsView {
    rows = List.copyOf(rows);
    vendors = List.copyOf(vendors);
    ways = List.copyOf(ways);
  }

  /** A calendar and whose it is. */
  public record Row(Card card, String owner, String email, boolean active) {}

  /**
   * How a vendor's changes come in.
   *
   * @param every how often a calendar is read without being told
   */
  public record Way(String said, Delivery delivery, Optional<Duration> every) {
    public boolean push() {
      return delivery == Delivery.PUSH;
    }

    /** Of one calendar. */
    public long perDay() {
      return every.map(interval -> Duration.ofDays(1).dividedBy(interval)).orElse(0L);
    }
  }

  /** Neither in order nor in need of anybody. */
  public long others() {
    return rows.size() - count("success") - count("danger");
  }

  public long count(String tone) {
    return rows.stream().filter(row -> row.card().tone().equals(tone)).count();
  }
}
