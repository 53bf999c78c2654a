package io.concordat.ee.calendar.activity;

import io.concordat.spi.tenant.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** For how long it is remembered what was done. */
public record Memory(Duration kept) {
  private static final String DAYS = "CONCORDAT_CALENDAR_ACTIVITY_DAYS";
  private static final String USUAL_DAYS = "90";

  /**
   * @param setting by its name
   */
  public static Memory of(Function<String, Optional<String>> setting) {
    String text = setting.apply(DAYS).map(String::strip).orElse(USUAL_DAYS);
    if (text.matches("[1-9]\\d{0,3}")) {
      return new Memory(Duration.ofDays(Integer.parseInt(text)));
    }
    throw new IllegalArgumentException(DAYS + " must be a number of days from 1 to 9999");
  }

  /** Lets go of what is older. */
  public void fade(Tx tx, UUID provider, Instant now) {
    new ActivityRows().forget(tx, provider, now.minus(kept));
  }
}
