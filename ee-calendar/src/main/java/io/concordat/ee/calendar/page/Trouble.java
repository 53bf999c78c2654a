package io.concordat.ee.calendar.page;

import io.concordat.spi.page.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What of one calendar is not as it should be.
 *
 * @param aside events of the vendor that could not be taken, by reason
 */
public record Trouble(UUID provider, List<Line> lines, Map<String, Long> aside) {
  public Trouble {
    lines = List.copyOf(lines);
    aside = Map.copyOf(aside);
  }

  /**
   * An entry whose copy differs.
   *
   * @param title empty if the entry is gone
   * @param held it waits for somebody to let it out
   */
  public record Line(
      UUID mapping, Optional<String> title, String status, Optional<String> reason, boolean held) {
    public String why(Words words) {
      return status.equals("conflict")
          ? words.t("badge.reason.conflict")
          : Texts.of(words, "badge.reason.", reason.orElse("other"));
    }
  }

  public String why(Words words, String reason) {
    return Texts.of(words, "badge.reason.", reason);
  }
}
