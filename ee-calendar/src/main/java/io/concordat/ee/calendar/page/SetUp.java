package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.provider.Brand;
import io.concordat.spi.page.Words;
import java.util.Optional;

/**
 * Whether calendars of a vendor can be connected.
 *
 * @param missing the documented reason why not
 * @param fixed where an administrator puts it right; empty for everybody else
 */
public record SetUp(Brand brand, Optional<String> missing, Optional<String> fixed) {
  /** In addresses, ids and message keys. */
  public String vendor() {
    return brand.stored();
  }

  public boolean ready() {
    return missing.isEmpty();
  }

  /** Why not, in words. */
  public String why(Words words) {
    return missing.map(reason -> Texts.of(words, "calendar.missing.", reason)).orElse("");
  }
}
