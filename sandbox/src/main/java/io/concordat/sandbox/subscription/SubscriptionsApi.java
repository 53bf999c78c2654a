package io.concordat.sandbox.subscription;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.graph.Caller;
import io.concordat.sandbox.graph.GraphError;
import io.concordat.sandbox.graph.Pages;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The paths below {@code /v1.0/subscriptions}. */
public final class SubscriptionsApi {
  private static final Set<String> READ =
      Set.of("Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite");
  private static final int PAGE = 20;
  private static final Pattern IMMUTABLE = Pattern.compile("(?i)IdType\\s*=\\s*\"?ImmutableId\"?");

  private final Subscriptions subscriptions;
  private final Function<Request, Instant> tokenEnd;
  private final Calendars calendars;

  /**
   * Opens the paths.
   *
   * @param tokenEnd when the access token of a request ends
   */
  public SubscriptionsApi(
      Subscriptions subscriptions, Function<Request, Instant> tokenEnd, Calendars calendars) {
    this.subscriptions = subscriptions;
    this.tokenEnd = tokenEnd;
    this.calendars = calendars;
  }

  /** The calendars of mailboxes, as far as a subscription asks for them. */
  @FunctionalInterface
  public interface Calendars {
    /**
     * The calendar's own id, the default calendar's when none is named; a missing one is refused.
     */
    String find(String userId, Optional<String> calendarId);
  }

  public Reply answer(Call call, Caller caller) {
    call.kind(Call.Kind.CHANNEL);
    caller.needsOneOf(READ);
    Request request = call.request();
    List<String> path = request.segments();
    return switch (path.size()) {
      case 2 -> all(request, caller);
      case 3 -> one(request, caller, path.get(2));
      case 4 -> act(request, caller, path.get(2), path.get(3));
      default -> throw GraphError.noSegment(path.getLast());
    };
  }

  private Reply all(Request request, Caller caller) {
    return switch (request.method()) {
      case "GET" -> list(request, caller);
      case "POST" -> create(request, caller);
      default -> throw GraphError.notAllowed();
    };
  }

  private Reply one(Request request, Caller caller, String id) {
    return switch (request.method()) {
      case "GET" -> Reply.json(200, shown(own(caller, id)));
      case "PATCH" -> renew(request, caller, id);
      case "DELETE" -> {
        subscriptions.remove(own(caller, id).id());
        yield Reply.empty(204);
      }
      default -> throw GraphError.notAllowed();
    };
  }

  private Reply act(Request request, Caller caller, String id, String act) {
    if (!request.method().equals("POST") || !act.equals("reauthorize")) {
      throw GraphError.noSegment(act);
    }
    Instant end = authorization(request);
    subscriptions.change(own(caller, id).id(), s -> s.until(s.expires(), end));
    return Reply.empty(204);
  }

  /** Page by page, as Graph says it may; small ones, since it does not say how large. */
  private Reply list(Request request, Caller caller) {
    List<Subscription> held =
        subscriptions.live().stream()
            .filter(subscription -> subscription.owner().equals(owner(caller)))
            .toList();
    int from = request.query().first("$skiptoken").map(SubscriptionsApi::place).orElse(0);
    int end = Math.min(held.size(), from + PAGE);
    ObjectNode json =
        Json.object()
            .put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#subscriptions");
    ArrayNode value = json.putArray("value");
    held.subList(Math.min(from, end), end).forEach(subscription -> value.add(subscription.json()));
    if (end < held.size()) {
      json.put("@odata.nextLink", Pages.base(request) + "?$skiptoken=" + end);
    }
    return Reply.json(200, json);
  }

  private static int place(String token) {
    if (!token.matches("\\d{1,6}")) {
      throw GraphError.badRequest("The skip token is not valid.");
    }
    return Integer.parseInt(token);
  }

  private Reply create(Request request, Caller caller) {
    Instant now = subscriptions.now();
    ObjectNode body = Json.parse(request.body());
    Asked asked = Asked.read(body, now, subscriptions.limits().longest());
    Subscription wanted = subscription(request, caller, asked);
    refuseExcess(wanted);
    Handshake handshake = subscriptions.handshake();
    handshake.with(asked.url(), subscriptions.pace().slow());
    asked.lifecycleUrl().ifPresent(url -> handshake.with(url, subscriptions.pace().slow()));
    synchronized (subscriptions) { // the handshakes took their time
      refuseExcess(wanted);
      subscriptions.put(wanted);
    }
    return Reply.json(201, shown(wanted));
  }

  private Subscription subscription(Request request, Caller caller, Asked asked) {
    return new Subscription(
        UUID.randomUUID().toString(),
        owner(caller),
        asked.resource(),
        calendar(caller, asked.target()),
        asked.kinds(),
        asked.url(),
        asked.lifecycleUrl(),
        asked.clientState(),
        request.header("Prefer").filter(text -> IMMUTABLE.matcher(text).find()).isPresent(),
        asked.expires(),
        authorization(request));
  }

  private Optional<String> calendar(Caller caller, Asked.Target target) {
    boolean foreign =
        target
            .user()
            .filter(name -> !name.equals(caller.userId()) && !name.equalsIgnoreCase(caller.email()))
            .isPresent();
    if (foreign) { // a person's token watches that person's mailbox only
      throw GraphError.accessDenied();
    }
    if (target.calendarId().isEmpty() && !target.defaultCalendar()) {
      return Optional.empty();
    }
    return Optional.of(calendars.find(caller.userId(), target.calendarId()));
  }

  private void refuseExcess(Subscription wanted) {
    List<Subscription> live = subscriptions.live();
    Limits limits = subscriptions.limits();
    if (limits.refuseTwins() && live.stream().anyMatch(wanted::repeats)) {
      throw GraphError.of(
          409, "Conflict", "Subscription already exists for the requested combination.");
    }
    String userId = wanted.owner().userId();
    if (live.stream().filter(s -> s.owner().userId().equals(userId)).count()
        >= limits.perMailbox()) {
      throw GraphError.of(
          403, "ErrorExceededSubscriptionCount", "The mailbox has too many subscriptions.");
    }
  }

  /** Another end, or another address, which is asked then; nothing else can be changed. */
  private Reply renew(Request request, Caller caller, String id) {
    Subscription old = own(caller, id);
    ObjectNode body = Json.parse(request.body());
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!Set.of("@odata.type", "expirationDateTime", "notificationUrl").contains(name)) {
                throw Asked.invalid("Property cannot be changed: " + name);
              }
            });
    URI url = Json.text(body, "notificationUrl").map(Asked::url).orElse(old.url());
    if (!url.equals(old.url())) {
      subscriptions.handshake().with(url, subscriptions.pace().slow());
    }
    Instant end =
        body.has("expirationDateTime")
            ? Asked.expires(body, subscriptions.now(), subscriptions.limits().longest())
            : old.expires();
    Instant authorized = authorization(request);
    return subscriptions
        .change(id, s -> s.at(url).until(end, authorized))
        .map(changed -> Reply.json(200, shown(changed)))
        .orElseThrow(SubscriptionsApi::gone);
  }

  private Instant authorization(Request request) {
    return subscriptions
        .limits()
        .authorization()
        .map(subscriptions.now()::plus)
        .orElseGet(() -> tokenEnd.apply(request));
  }

  private Subscription own(Caller caller, String id) {
    return subscriptions
        .find(id)
        .filter(subscription -> subscription.owner().equals(owner(caller)))
        .orElseThrow(SubscriptionsApi::gone);
  }

  private static GraphError gone() {
    return GraphError.of(404, "ResourceNotFound", "The object was not found.");
  }

  private static Subscription.Owner owner(Caller caller) {
    return new Subscription.Owner(caller.clientId(), caller.directoryId(), caller.userId());
  }

  private static ObjectNode shown(Subscription subscription) {
    ObjectNode json =
        Json.object()
            .put(
                "@odata.context",
                "https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity");
    return json.setAll(subscription.json());
  }
}
