package io.concordat.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import io.concordat.sandbox.ics.NotACalendar;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/**
 * The control API of the Microsoft twin, with the paths and shapes of {@link Control}. No
 * authentication, JSON in and out, errors as {@code {"error":{"code","message",…}}} with 400, 404
 * or 409. Calls are neither logged nor charged nor delayed.
 *
 * <pre>
 * POST   /_sandbox/directories {directoryId?, domain?, adminConsentOnly?=false} → {directoryId, domains[], adminConsentOnly}
 * GET    /_sandbox/directories → {items:[…]}
 * POST   /_sandbox/apps      {clientId?, clientSecret?, directoryId?, redirectUris[]?, multiTenant?=false, disabled?=false,
 *                             secretExpires?|null, permissions[]?, certificates[]?} → {clientId, clientSecret, directoryId, multiTenant,
 *                             disabled, redirectUris[]}
 *                            (an existing clientId is changed: what is not sent stays; {@code clients} is the same;
 *                            permissions are what the app may do for itself; optionalClaims may name xms_edov;
 *                            certificates are PEM)
 * POST   /_sandbox/apps/remove {clientId} → {removed}
 * POST   /_sandbox/accounts  {email, name?, timeZone?="UTC", directoryId?, clientId?, redirectUris[]?, …as apps}
 *                            → {email, userId, calendarId, accessToken, refreshToken, clientId, clientSecret, directoryId}
 *                            (in the directory that is named, else the app's, else that of the address; a known account
 *                            stays where it is and gets new tokens)
 * GET    /_sandbox/accounts  → {items:[email]}
 * POST   /_sandbox/accounts/revoke {email}        ends all its grants (50173 afterwards) → {}
 * POST   /_sandbox/accounts/expire {email}        makes its access tokens stale → {}
 * POST   /_sandbox/accounts/refuse {email, aadsts|null} → {}   sign-in and refresh answer this number until it is null
 * POST   /_sandbox/calendars {account, summary, canEdit?=true} → {calendarId}
 * POST   /_sandbox/import?account=E[&amp;calendarId=C][&amp;freshUids=true]  body: the .ics
 *                            → {imported, exceptions, refused:[{uid, summary, reason, code}], refusedBy{code: n}}
 *                            (codes are those of {@link io.concordat.sandbox.ics.NotHeld.Reason}; nobody is mailed)
 * POST   /_sandbox/seed      {account, calendarId?, count, start?, stepMinutes?=60, summary?} → {count}
 * POST   /_sandbox/events    {account, calendarId?, event:{…}, raw?=false} → the stored event
 *                            in Graph's shape, with any iCalUId and organizer; raw answers it exactly as given
 * POST   /_sandbox/events/move {account, eventId, calendarId} → {}   to another calendar of the mailbox
 * POST   /_sandbox/keys/rotate → {}               id tokens are signed by a new key, the old one stays published
 * POST   /_sandbox/id-tokens {signature?="proper"|"none"|"hs256"|"wrong"|"unknownKey", claims?{name: value|null}, times?=1} → {}
 *                            the next id tokens are forged: so signed, with these claims, null takes one away
 * DELETE /_sandbox/id-tokens → {}                 honest ones again
 * GET    /_sandbox/dns       → {names{name:[text]}, failing}
 * POST   /_sandbox/dns       {name, txt[]} | {failing:"SERVFAIL"|"silent"|null} → as GET
 *                            what the name server (see {@link io.concordat.sandbox.dns.NameServer}) says; txt [] takes a name away
 * POST   /_sandbox/reset     → {}                 forgets everything; the clock runs from its base again
 * GET|POST /_sandbox/clock, GET|POST /_sandbox/latency, GET|DELETE /_sandbox/faults, GET|DELETE /_sandbox/requests,
 * GET    /_sandbox/requests/summary               as at {@link Control}
 * POST   /_sandbox/faults    as at {@link Control} (expireSyncTokens takes {account?}), and {aadsts:NUMBER} for sign-in paths, {status:401,
 *                            reason:"insufficient_claims"} for Graph's claims challenge
 * GET    /_sandbox/mails     → {count, items:[…]}
 * DELETE /_sandbox/mails     → {}
 * GET|POST /_sandbox/quota   {enabled?, perTenMinutes?, concurrent?} → the same and {refused, refusedConcurrent,
 *                            mostInFlight, used{}}
 * GET    /_sandbox/subscriptions → {items:[{id, userId, directoryId, applicationId, resource, calendarId?, changeType,
 *                            notificationUrl, lifecycleNotificationUrl, expirationDateTime, authorizedUntil, immutableIds, …}]}
 *                            (live ones only; {@code channels} is the same)
 * POST   /_sandbox/subscriptions/lifecycle {event:"reauthorizationRequired"|"subscriptionRemoved"|"missed",
 *                            subscriptionId?, account?, notify?=true, pause?=false} → {count}
 *                            (all live ones unless narrowed; subscriptionRemoved removes them, notify false in silence;
 *                            pause ends the authorization now, so that nothing is delivered until the app shows itself)
 * GET    /_sandbox/notifications → {count, items:[{subscriptionId, userId, id, state, eventId?, attempt, post, outcome,
 *                            time}]}
 *                            state: created updated deleted or a lifecycle word; post: the number of the POST, 0 for none;
 *                            outcome: "delivered N", "failed N" (0: no answer), dropped…, gone, held, "given up"
 * POST   /_sandbox/notifications/settle → {settled}   waits until what is due by the clock was told or has failed
 * GET|POST /_sandbox/settings {accessTokenSeconds?|null, refreshIdleSeconds?, refreshGraceSeconds?, issuer?,
 *                            maxSubscriptionMinutes?, maxSubscriptionsPerMailbox?, refuseDuplicateSubscriptions?,
 *                            authorizationSeconds?|null, reauthorizeLeadSeconds?, pushCollectMillis?, pushRetryMillis?,
 *                            pushGiveUpSeconds?, pushSlowMillis?, pushMaxItems?, pushStateMinimum?, missedAfterLoss?,
 *                            calendarDelta?, repeatAnswers201?, deltaRepeats?, deltaEmptyPages?, deltaMaxAgeSeconds?|null,
 *                            deltaExpiry?="GONE"|"SYNC_STATE_NOT_FOUND"|"SYNC_STATE_INVALID", endlessDays?, maxAttendees?,
 *                            allDayFloats?} → the same
 *                            pushCollectMillis and pushSlowMillis are real time, everything else is the twin's clock:
 *                            a retry comes when the clock runs, or is moved, to its instant; so do
 *                            notifications delayed by a fault
 * </pre>
 */
public final class MicrosoftControl {
  private static final String ROOT = "/_sandbox/";

  private final MicrosoftParts parts;
  private final Basics basics;
  private final Directories directories;
  private final MicrosoftSettings settings;
  private final MicrosoftFilling filling;

  public MicrosoftControl(MicrosoftParts parts) {
    this.parts = parts;
    this.basics = new Basics(parts.clock(), parts.faults(), parts.log());
    this.directories = new Directories(parts);
    this.settings = new MicrosoftSettings(parts);
    this.filling = new MicrosoftFilling(parts);
  }

  public static boolean owns(String path) {
    return path.startsWith(ROOT);
  }

  public Reply answer(Request request) {
    String route = request.method() + " " + request.path().substring(ROOT.length());
    try {
      return Reply.json(
          200,
          people(request, route)
              .or(() -> proofs(request, route))
              .or(() -> records(request, route))
              .or(() -> basics.answer(request, route))
              .orElseThrow(
                  () ->
                      GoogleError.of(
                          404, "sandbox", "notFound", "The control API has no " + route)));
    } catch (IllegalArgumentException | DateTimeException | NotACalendar e) {
      return GoogleError.of(400, "sandbox", "badRequest", String.valueOf(e.getMessage())).toReply();
    }
  }

  private Optional<JsonNode> people(Request request, String route) {
    return switch (route) {
      case "POST directories" -> Optional.of(directories.directory(Basics.body(request)));
      case "GET directories" -> Optional.of(directories.directories());
      case "POST apps", "POST clients" -> Optional.of(directories.app(Basics.body(request)));
      case "POST apps/remove" -> Optional.of(directories.removeApp(Basics.body(request)));
      case "POST accounts" -> Optional.of(directories.account(Basics.body(request)));
      case "GET accounts" -> Optional.of(directories.accounts());
      case "POST accounts/revoke" -> Optional.of(directories.revoke(Basics.body(request)));
      case "POST accounts/expire" -> Optional.of(directories.expire(Basics.body(request)));
      case "POST accounts/refuse" -> Optional.of(directories.refuse(Basics.body(request)));
      case "POST calendars" -> Optional.of(directories.calendar(Basics.body(request)));
      case "POST import" -> Optional.of(filling.ics(request));
      case "POST seed" -> Optional.of(filling.seed(Basics.body(request)));
      case "POST events" -> Optional.of(filling.event(Basics.body(request)));
      case "POST events/move" -> Optional.of(filling.move(Basics.body(request)));
      case "POST keys/rotate" -> Optional.of(Basics.done(parts.entra().idTokens()::rotate));
      default -> Optional.empty();
    };
  }

  private Optional<JsonNode> proofs(Request request, String route) {
    return switch (route) {
      case "POST id-tokens" -> Optional.of(forge(Basics.body(request)));
      case "DELETE id-tokens" -> Optional.of(Basics.done(parts.entra().idTokens()::honest));
      case "GET dns" -> Optional.of(parts.names().json());
      case "POST dns" -> Optional.of(parts.names().change(Basics.body(request)));
      default -> Optional.empty();
    };
  }

  private ObjectNode forge(ObjectNode body) {
    parts
        .entra()
        .idTokens()
        .forge(
            Json.text(body, "signature").orElse("proper"),
            body.path("claims") instanceof ObjectNode claims ? claims : Json.object(),
            body.path("times").asInt(1));
    return Json.object();
  }

  private Optional<JsonNode> records(Request request, String route) {
    return switch (route) {
      case "POST reset" -> Optional.of(Basics.done(this::reset));
      case "GET mails" -> Optional.of(parts.mailboxes().mails().json());
      case "DELETE mails" -> Optional.of(Basics.done(parts.mailboxes().mails()::clear));
      case "GET quota" -> Optional.of(parts.throttle().json());
      case "POST faults" -> expired(Basics.body(request));
      case "POST quota" -> Optional.of(quota(Basics.body(request)));
      case "GET subscriptions", "GET channels" -> Optional.of(parts.subscriptions().json());
      case "POST subscriptions/lifecycle" -> Optional.of(lifecycle(Basics.body(request)));
      case "GET notifications" -> Optional.of(parts.subscriptions().deliveries());
      case "POST notifications/settle" -> Optional.of(settle());
      case "GET settings" -> Optional.of(settings.json());
      case "POST settings" -> Optional.of(settings.change(Basics.body(request)));
      default -> Optional.empty();
    };
  }

  /** Dead delta links are a fault of their own; all others are everybody's. */
  private Optional<JsonNode> expired(ObjectNode body) {
    if (!Json.text(body, "kind").orElse("").equals("expireSyncTokens")) {
      return Optional.empty();
    }
    parts.mailboxes().expireDeltas(account(body));
    return Optional.of(parts.faults().json());
  }

  private Optional<String> account(ObjectNode body) {
    return Json.text(body, "account")
        .map(email -> directories.known(Json.object().put("email", email)).oid());
  }

  private ObjectNode quota(ObjectNode body) {
    parts.throttle().limits(body);
    return parts.throttle().json();
  }

  private ObjectNode lifecycle(ObjectNode body) {
    return parts.subscriptions().lifecycle(body, account(body));
  }

  private ObjectNode settle() {
    return Json.object().put("settled", parts.subscriptions().settle(Duration.ofSeconds(30)));
  }

  private void reset() {
    parts.entra().reset();
    parts.mailboxes().reset();
    parts.throttle().reset();
    parts.subscriptions().reset();
    parts.names().reset();
    basics.reset();
  }
}
