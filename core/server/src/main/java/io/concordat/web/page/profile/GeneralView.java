package io.concordat.web.page.profile;

import io.concordat.identity.UserDirectory;
import io.concordat.spi.page.Words;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One's own account.
 *
 * @param theme {@code light}, {@code dark} or {@code auto}
 */
public record GeneralView(
    UserDirectory.Line user, String theme, String language, String zone, List<String> zones) {

  static GeneralView of(UserDirectory.Line user, String theme, Words words) {
    String zone = words.zone().getId();
    return new GeneralView(
        user,
        List.of("light", "dark").contains(theme) ? theme : "auto",
        words.locale().getLanguage(),
        zone.equals("Z") ? "UTC" : zone,
        places());
  }

  /** Those that are named by a place. */
  private static List<String> places() {
    Stream<String> places =
        ZoneId.getAvailableZoneIds().stream()
            .filter(
                id ->
                    id.matches(
                        "(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)"
                            + "/.*"))
            .sorted();
    return Stream.concat(Stream.of("UTC"), places).toList();
  }

  public String role() {
    return user.role().name().toLowerCase(Locale.ROOT);
  }
}
