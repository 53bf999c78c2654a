package io.concordat.web.page.profile;

import io.concordat.identity.Sessions;
import io.concordat.spi.page.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where one is signed in.
 *
 * @param current the session that this page is shown in
 */
public record SessionsView(List<Sessions.Line> sessions, Optional<UUID> current, Instant now) {
  public boolean isCurrent(Sessions.Line line) {
    return current.filter(line.id()::equals).isPresent();
  }

  /** As people call it. */
  public static String device(Words words, Sessions.Line line) {
    Device device = Device.of(line.agent());
    return device.browser().isEmpty()
        ? words.t("sessions.unknown")
        : device.system().isEmpty()
            ? device.browser()
            : words.t("sessions.device", device.browser(), device.system());
  }

  public static String how(Words words, Sessions.Line line) {
    String key = "sessions.how." + line.how();
    return words.knows(key) ? words.t(key) : line.how();
  }
}
