package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.provider.Reach;
import io.concordat.spi.http.Request;
import io.concordat.spi.page.Words;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How an authorization ended, as the address says. Anybody can write an address, so only what is
 * known is taken from it.
 *
 * @param error one of the documented codes; empty on success
 */
public record Outcome(Optional<String> error, Optional<UUID> provider) {
  private static final Set<String> CODES =
      Set.of(
          "access_denied",
          "missing_parameters",
          "invalid_state",
          "configuration_error",
          "token_exchange_failed",
          "no_refresh_token",
          "calendar_in_use",
          "internal_error");

  static Optional<Outcome> of(Request request) {
    return request
        .query("calendarAuth")
        .map(
            outcome ->
                new Outcome(
                    outcome.equals("success") ? Optional.empty() : Optional.of(code(request)),
                    request.query("provider").flatMap(Reach::id)));
  }

  private static String code(Request request) {
    return request.query("calendarError").filter(CODES::contains).orElse("internal_error");
  }

  public boolean success() {
    return error.isEmpty();
  }

  public String text(Words words) {
    return words.t(
        error.map(code -> "js.calendar.auth." + code).orElse("js.calendar.auth.success"));
  }
}
