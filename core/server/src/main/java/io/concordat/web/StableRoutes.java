package io.concordat.web;

import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.calendar.CalendarSync.CallbackReply;
import io.concordat.spi.calendar.CalendarSync.Notice;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The four addresses that vendors know. As thin as can be: notices come in bursts. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class StableRoutes {
  private static final byte[] NOTHING = {};

  private final CalendarSync calendarSync;
  private final Gate gate;
  private final String base;

  StableRoutes(Ports ports, Gate gate, PublicUrl publicUrl) {
    this.calendarSync = ports.calendarSync();
    this.gate = gate;
    this.base = publicUrl.path();
  }

  @Get("/api/auth/google/calendar/callback")
  HttpResponse<?> googleCallback(HttpRequest<?> request) {
    return redirect(calendarSync.googleCallback(callback(request)));
  }

  @Get("/api/auth/microsoft/calendar/callback")
  HttpResponse<?> microsoftCallback(HttpRequest<?> request) {
    return redirect(calendarSync.microsoftCallback(callback(request)));
  }

  @Post("/api/calendar/webhooks/google")
  HttpResponse<?> googleWebhook(HttpRequest<?> request) {
    return answer(request, calendarSync.googleWebhook(notice(request)));
  }

  @Post("/api/calendar/webhooks/microsoft")
  HttpResponse<?> microsoftWebhook(HttpRequest<?> request) {
    return answer(request, calendarSync.microsoftWebhook(notice(request)));
  }

  private CalendarSync.Callback callback(HttpRequest<?> request) {
    return new CalendarSync.Callback(Incoming.query(request), gate.caller(request));
  }

  private static Notice notice(HttpRequest<?> request) {
    return new Notice(
        Incoming.headers(request),
        Incoming.query(request),
        new String(Incoming.body(request).orElse(NOTHING), StandardCharsets.UTF_8));
  }

  private HttpResponse<?> redirect(CallbackReply reply) {
    return switch (reply) {
      case CallbackReply.Outcome(var error, var provider) ->
          Answers.empty(302)
              .header("Location", base + outcome(error, provider))
              .header("Referrer-Policy", "no-referrer")
              .header("Cache-Control", "no-store");
      case CallbackReply.NotOffered(var why) -> Answers.unavailable(why);
    };
  }

  private static String outcome(Optional<String> error, Optional<String> provider) {
    return "/profile/calendar?calendarAuth="
        + (error.isPresent() ? "error" : "success")
        + error.map(code -> "&calendarError=" + encode(code)).orElse("")
        + provider.map(id -> "&provider=" + encode(id)).orElse("");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<?> answer(HttpRequest<?> request, WebhookReply reply) {
    return switch (reply) {
      case WebhookReply.Accepted(int status) -> Answers.empty(status);
      case WebhookReply.Echo(String text) -> Answers.text(200, MediaType.TEXT_PLAIN_TYPE, text);
      case WebhookReply.Refused(int status) ->
          Answers.problem(request, Refusal.of(status, "refused", "Refused."));
      case WebhookReply.NotOffered(var why) -> Answers.unavailable(why);
    };
  }
}
