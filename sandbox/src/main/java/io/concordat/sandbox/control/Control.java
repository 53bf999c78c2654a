package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import io.concordat.sandbox.ics.NotACalendar;
import java.time.DateTimeException;

/**
 * The control API of the Google twin. No authentication, JSON in and out, errors as {@code
 * {"error":{"code","message",…}}} with 400, 404 or 409. Calls are neither logged nor charged nor
 * delayed.
 *
 * <pre>
 * POST   /_sandbox/clients   {clientId?, clientSecret?, redirectUris[]?, testing?} → {clientId, clientSecret, redirectUris[]}
 *                            (an existing clientId is changed: what is not sent stays)
 * POST   /_sandbox/accounts  {email, timeZone?="UTC", clientId?, redirectUris[]?}
 *                            → {email, calendarId, accessToken, refreshToken, clientId, clientSecret}
 *                            (a known account gets new tokens; these do not count as a first consent)
 * GET    /_sandbox/accounts  → {items:[email]}
 * POST   /_sandbox/accounts/revoke {email}        ends all grants of the account → {}
 * POST   /_sandbox/accounts/expire {email}        makes its access tokens stale → {}
 * POST   /_sandbox/calendars {account, id?, summary, timeZone?, owner?, role?="owner"}
 *                            → {calendarId}       a secondary calendar the account sees with that role
 * POST   /_sandbox/acl       {calendarId, email, role|null} → {}   kills the calendar's sync tokens
 * POST   /_sandbox/reset     → {}                 forgets everything; the clock runs from its base again
 * GET    /_sandbox/clock     → {now, offsetMillis}
 * POST   /_sandbox/clock     {now} | {advance:"PT1H"} | {advanceSeconds} → as GET
 * GET|POST /_sandbox/latency {ms} → {ms}
 * GET    /_sandbox/faults    → {items:[{match, kind, skip, times, when, left}]}
 * POST   /_sandbox/faults    {match?=".*", times?=1, skip?=0, when?="before"|"after", …one of…} → as GET
 *          {status, reason?, retryAfter?} · {kind:"reset"} · {kind:"hang", hangMillis} · {kind:"malformedJson"}
 *          {kind:"malformedEvent", shape}  missingStart missingEnd missingTimes unknownZone badDate badDateTime
 *                                          endBeforeStart garbageRrule mixedTimes noId
 *          {kind:"expireSyncTokens", calendarId?}   at once, no match and no times
 *          {kind:"notifications", mode:"drop"|"repeat"|"reorder"|"delay", times, delayMillis?}
 *          match is a regular expression on "METHOD path" or "METHOD path?query", batch parts included;
 *          when "after": the request takes effect and only its answer is lost
 * DELETE /_sandbox/faults    → {}
 * POST   /_sandbox/import?account=E[&amp;calendarId=C][&amp;freshUids=true]  body: the .ics
 *                            → {imported, exceptions, refused:[{uid, summary, reason}]}
 * POST   /_sandbox/seed      {account, calendarId?, count, start?, stepMinutes?=60, summary?} → {count}
 * POST   /_sandbox/events    {account|calendarId, event:{…}, raw?=false} → the stored event
 *                            any type, organizer and guests; raw skips every check
 * GET    /_sandbox/requests?since=N&amp;limit=M
 *                            → {last, summary, items:[{seq, method, path, query, status, kind, units, time,
 *                               realTime, account?, calendarId?, eventId?, note?}]}
 *                            kind: read write channel oauth batch; note: the refusal's reason, or "fault"
 * GET    /_sandbox/requests/summary → {total, units, read, write, channel, oauth, batch, byStatus{}, byMethod{}, byAccount{}}
 * DELETE /_sandbox/requests  → {}                 rows and counters; seq goes on
 * GET    /_sandbox/mails     → {count, items:[{time, kind, to, calendarId, eventId, summary}]}
 * DELETE /_sandbox/mails     → {}
 * GET|POST /_sandbox/quota   {enabled?, perUserPerMinute?, perProjectPerMinute?, perDay?, status?=403|429,
 *                            perCalendarPerTenSeconds? (0: off)}
 *                            → the same and {refused, used{}}
 * GET    /_sandbox/channels  → {items:[{id, resourceId, resourceUri, expiration, calendarId, account, address}]}
 * GET    /_sandbox/notifications → {count, items:[{channelId, calendarId, messageNumber, state, outcome, time}]}
 * GET|POST /_sandbox/settings {maxAttendees?, syncTokenMaxAgeSeconds?|null, maxChannelTtlSeconds?,
 *                             pushAttempts?, pushRetryMillis?} → the same
 * </pre>
 */
public final class Control {
  private static final String ROOT = "/_sandbox/";

  private final Parts parts;
  private final People people;
  private final Settings settings;
  private final Filling filling;
  private final Basics basics;

  public Control(Parts parts) {
    this.parts = parts;
    this.people = new People(parts);
    this.settings = new Settings(parts);
    this.filling = new Filling(parts);
    this.basics = new Basics(parts.clock(), parts.faults(), parts.log());
  }

  public static boolean owns(String path) {
    return path.startsWith(ROOT);
  }

  public Reply answer(Request request) {
    try {
      return Reply.json(200, route(request));
    } catch (IllegalArgumentException | DateTimeException | NotACalendar e) {
      return GoogleError.of(400, "sandbox", "badRequest", String.valueOf(e.getMessage())).toReply();
    }
  }

  private JsonNode route(Request request) {
    String route = request.method() + " " + request.path().substring(ROOT.length());
    return switch (route) {
      case "POST clients" -> people.client(Basics.body(request));
      case "POST accounts" -> people.account(Basics.body(request));
      case "GET accounts" -> people.list();
      case "POST accounts/revoke" -> people.revoke(Basics.body(request));
      case "POST accounts/expire" -> people.expire(Basics.body(request));
      case "POST calendars" -> people.calendar(Basics.body(request));
      case "POST acl" -> people.share(Basics.body(request));
      case "POST reset" -> reset();
      case "POST import" -> filling.ics(request);
      case "POST seed" -> filling.seed(Basics.body(request));
      case "POST events" -> filling.event(Basics.body(request));
      default -> trouble(request, route);
    };
  }

  private JsonNode trouble(Request request, String route) {
    return switch (route) {
      case "GET quota" -> parts.quota().json();
      case "POST quota" -> quota(Basics.body(request));
      case "GET settings" -> settings.json();
      case "POST settings" -> settings.change(Basics.body(request));
      case "GET mails" -> parts.calendars().mails().json();
      case "DELETE mails" -> Basics.done(parts.calendars().mails()::clear);
      case "GET channels" -> parts.channels().json();
      case "GET notifications" -> parts.channels().deliveries();
      default -> basics(request, route);
    };
  }

  private JsonNode basics(Request request, String route) {
    if (route.equals("POST faults") && expires(request)) {
      return expire(request);
    }
    return basics
        .answer(request, route)
        .orElseThrow(
            () -> GoogleError.of(404, "sandbox", "notFound", "The control API has no " + route));
  }

  private ObjectNode reset() {
    parts.grants().reset();
    parts.calendars().reset();
    parts.channels().reset();
    parts.quota().reset();
    basics.reset();
    return Json.object();
  }

  private JsonNode expire(Request request) {
    parts.calendars().expireTokens(Json.text(Basics.body(request), "calendarId"));
    return parts.faults().json();
  }

  private static boolean expires(Request request) {
    return Json.text(Basics.body(request), "kind").orElse("").equals("expireSyncTokens");
  }

  private JsonNode quota(ObjectNode body) {
    parts.quota().limits(body);
    return parts.quota().json();
  }
}
