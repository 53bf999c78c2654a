package io.concordat.ee.calendar.provider;

import io.concordat.spi.http.Reply;
import io.concordat.spi.tenant.Tx;
import java.util.Optional;

/** The calendar of a connected account is chosen. */
public interface Choice {
  /** What the vendor says of it; asked outside of any transaction. */
  Found find(Provider provider, String calendarId);

  /** The provider stands for it from now on, or why it does not. */
  Optional<Reply.Problem> take(Tx tx, Provider provider, Found.Calendar calendar);

  /** A calendar, or why there is none. */
  sealed interface Found {
    /**
     * @param id the real one
     */
    record Calendar(String id, boolean writable) implements Found {}

    record Refused(Reply.Problem why) implements Found {}
  }
}
