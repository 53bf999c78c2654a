package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.provider.Shown.Aside;
import io.concordat.spi.page.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What of one calendar is not as it should be.
 *
 * @param aside events of the vendor that could not be taken
 */
public record Trouble(UUID provider, List<Line> lines, List<Aside> aside) {
  public Trouble {
    lines = List.copyOf(lines);
    aside = List.copyOf(aside);
  }

  /** Of an event's elements. */
  public String element(Aside one) {
    byte[] id = one.remoteId().getBytes(StandardCharsets.UTF_8);
    return "aside-" + UUID.nameUUIDFromBytes(id);
  }

  /** Where it is asked for again. */
  public String rest(Aside one) {
    return "/api/v1/calendar/providers/"
        + provider
        + "/events/"
        + URLEncoder.encode(one.remoteId(), StandardCharsets.UTF_8).replace("+", "%20")
        + "/retry";
  }

  /** An occurrence comes with its series, never by itself. */
  public boolean again(Aside one) {
    return !one.reason().equals("series_not_seen");
  }

  /**
   * An entry whose copy differs.
   *
   * @param title empty if the entry is gone
   * @param held it waits for somebody to let it out
   */
  public record Line(
      UUID mapping, Optional<String> title, String status, Optional<String> reason, boolean held) {
    /** The vendor did not take it. */
    public boolean refused() {
      return status.equals("error");
    }

    /** Both sides changed it. */
    public boolean undecided() {
      return status.equals("conflict");
    }

    public String why(Words words) {
      return undecided()
          ? words.t("badge.reason.conflict")
          : Texts.of(words, "badge.reason.", reason.orElse("other"));
    }
  }

  public String why(Words words, String reason) {
    return Texts.of(words, "badge.reason.", reason);
  }
}
