package io.concordat.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.Map;

/** Where connecting a calendar ends. A pop-up tells its opener the outcome and nothing else. */
@Controller("/connected")
@Produces(MediaType.ALL)
final class OutcomePage {
  private static final Map<String, String> REASONS =
      Map.of(
          "access_denied", "Access was not granted at the calendar's sign-in page.",
          "missing_parameters", "The answer of the calendar's sign-in page was incomplete.",
          "invalid_state", "This sign-in was started too long ago, or was used already.",
          "configuration_error", "The calendar app of your organisation is not set up completely.",
          "token_exchange_failed", "The calendar's sign-in server did not confirm the access.",
          "no_refresh_token", "The calendar gave no lasting access.",
          "calendar_in_use", "This calendar is connected already.",
          "internal_error", "Something broke on our side.");

  private static final String STYLE =
      """
      body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem;
      color:#1b1f24;background:#fff}
      @media (prefers-color-scheme:dark){body{color:#e6e8eb;background:#14171a}a{color:#8ab4f8}}
      """;

  private static final String SCRIPT =
      """
      (function () {
        var outcome = document.getElementById('connected-outcome').dataset;
        if (window.opener) {
          window.opener.postMessage({
            type: 'concordat.calendarAuth',
            calendarAuth: outcome.calendarAuth,
            calendarError: outcome.calendarError || null,
            provider: outcome.provider || null
          }, window.location.origin);
        }
      })();
      """;

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    Map<String, String> query = Incoming.query(request);
    boolean success = "success".equals(query.get("calendarAuth"));
    String error = success ? "" : known(query.getOrDefault("calendarError", ""));
    String title = success ? "Calendar connected" : "Calendar not connected";
    String inner =
        """
        <main id="connected-outcome" data-calendar-auth="%s" data-calendar-error="%s" data-provider="%s">
        <h1 id="connected-title">%s</h1>
        <p id="connected-text" role="status">%s</p>
        </main>
        """
            .formatted(
                success ? "success" : "error",
                error,
                provider(query.getOrDefault("provider", "")),
                title,
                success
                    ? "It is kept in agreement from now on. You can close this page."
                    : text(error));
    return Html.page(title, inner, STYLE, SCRIPT);
  }

  private static String text(String error) {
    return Html.escape(REASONS.getOrDefault(error, "")) + " You can close this page and try again.";
  }

  private static String known(String error) {
    return REASONS.containsKey(error) ? error : "internal_error";
  }

  private static String provider(String id) {
    return id.matches("[0-9a-fA-F-]{36}") ? id : "";
  }
}
