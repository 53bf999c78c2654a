package io.concordat.ee.calendar.graph;

import static io.concordat.ee.calendar.event.Contents.single;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.concordat.ee.calendar.google.GoogleCalendars;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Renewed;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.ee.calendar.remote.TokenEndpoint.Exchanged;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.ee.calendar.remote.Watched;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies as Microsoft (and what stands before it) sends them, each with the one thing it means. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorErrorsTest {
  private static final String CANARY = "canary-7f3a";
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final String GRAPH =
      "{\"error\":{\"code\":\"%s\",\"message\":\""
          + CANARY
          + "\",\"innerError\":{\"date\":\"2026-03-01T10:00:00\",\"request-id\":\"1\"}}}";
  private static final String OAUTH =
      "{\"error\":\"%s\",\"error_description\":\"AADSTS%s: "
          + CANARY
          + "\",\"error_codes\":[%s],\"trace_id\":\"1\",\"correlation_id\":\"2\"}";
  private static final String HTML = "<!DOCTYPE html><html><body>" + CANARY + "</body></html>";
  private static final String ME = "{\"id\":\"4d29052a-70e8-4251-a7de-542b522cdf25\"}";
  private static final String PLACE =
      "{\"id\":\"cal\",\"name\":\"Calendar\",\"canEdit\":true,\"isDefaultCalendar\":true,"
          + "\"timeZone\":\"UTC\"}";

  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient http =
      GoogleCalendars.http()
          .newBuilder()
          .readTimeout(300, TimeUnit.MILLISECONDS)
          .retryOnConnectionFailure(false)
          .build();

  @BeforeAll
  void start() throws Exception {
    server.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "list,400,BadRequest,Rejected",
    "list,400,ErrorInvalidRequest,Rejected",
    "list,400,SyncStateInvalid,CursorExpired",
    "list,400,ErrorMailboxMoveInProgress,Transient",
    "list,401,InvalidAuthenticationToken,ReconnectRequired",
    "list,401,TokenNotFound,ReconnectRequired",
    "list,403,ErrorAccessDenied,Forbidden",
    "list,403,Authorization_RequestDenied,Forbidden",
    "list,403,ErrorQuotaExceeded,QuotaExceeded",
    "list,404,MailboxNotEnabledForRESTAPI,NoSuchCalendar",
    "list,404,MailboxNotSupportedForRESTAPI,NoSuchCalendar",
    "list,404,ResourceNotFound,NoSuchCalendar",
    "list,404,ErrorItemNotFound,NoSuchCalendar",
    "list,410,syncStateNotFound,CursorExpired",
    "list,410,resyncRequired,CursorExpired",
    "list,410,Gone,CursorExpired",
    "list,404,syncStateNotFound,CursorExpired",
    "list,423,ErrorMailboxLocked,Transient",
    "list,429,TooManyRequests,RateLimited",
    "list,429,ApplicationThrottled,RateLimited",
    "list,429,activityLimitReached,RateLimited",
    "list,403,activityLimitReached,RateLimited",
    "list,500,InternalServerError,Transient",
    "list,500,ErrorInternalServerTransientError,Transient",
    "list,502,UnknownError,Transient",
    "list,503,ErrorServerBusy,Transient",
    "list,509,activityLimitReached,Transient",
    "get,404,ErrorItemNotFound,Missing",
    "get,400,ErrorInvalidIdMalformed,Missing",
    "get,404,MailboxNotEnabledForRESTAPI,NoSuchCalendar",
    "get,403,ErrorAccessDenied,Forbidden",
    "insert,400,ErrorPropertyValidationFailure,not_accepted",
    "insert,400,RequestBodyRead,not_accepted",
    "insert,400,ErrorInvalidTimeZone,zone_not_held",
    "insert,403,ErrorAccessDenied,read_only_calendar",
    "insert,403,ErrorQuotaExceeded,QuotaExceeded",
    "insert,413,RequestEntityTooLarge,not_accepted",
    "patch,400,ErrorOccurrenceCrossingBoundary,crosses_neighbour",
    "patch,403,ErrorCalendarIsNotOrganizer,not_organizer",
    "patch,404,ErrorItemNotFound,Missing",
    "patch,404,MailboxNotEnabledForRESTAPI,NoSuchCalendar",
    "patch,409,ErrorIrresolvableConflict,Stale",
    "patch,412,ErrorIrresolvableConflict,Stale",
    "patch,412,PreconditionFailed,Stale",
    "patch,503,ErrorMailboxStoreUnavailable,Transient",
    "delete,404,ErrorItemNotFound,Missing",
    "delete,412,ErrorIrresolvableConflict,Stale",
    "watch,400,ValidationError,callback_not_accepted",
    "watch,400,InvalidRequest,callback_not_accepted",
    "watch,403,ExtensionError,Forbidden",
    "renew,404,ResourceNotFound,Gone",
    "renew,403,ExtensionError,Forbidden",
    "renew,503,ServiceUnavailable,Transient",
    "stop,404,ResourceNotFound,Done",
    "stop,503,ServiceUnavailable,Transient"
  })
  void graphErrors(String call, int status, String code, String means) {
    answer(status, "application/json", GRAPH.formatted(code));
    assertEquals(means, outcome(call));
  }

  @ParameterizedTest(name = "{0}: {1} {2} AADSTS{3}")
  @CsvSource({
    "refresh,400,invalid_grant,70008,ReconnectRequired",
    "refresh,400,invalid_grant,700082,ReconnectRequired",
    "refresh,400,invalid_grant,50173,ReconnectRequired",
    "refresh,400,invalid_grant,50057,ReconnectRequired",
    "refresh,400,invalid_grant,65001,ReconnectRequired",
    "refresh,400,invalid_grant,50076,ReconnectRequired",
    "refresh,400,interaction_required,53003,ReconnectRequired",
    "refresh,401,invalid_client,7000215,AppBroken",
    "refresh,401,invalid_client,7000222,AppBroken",
    "refresh,400,unauthorized_client,700016,AppBroken",
    "refresh,400,unauthorized_client,7000112,AppBroken",
    "refresh,400,invalid_request,90002,AppBroken",
    "refresh,400,invalid_request,50194,AppBroken",
    "refresh,400,invalid_resource,500011,AppBroken",
    "refresh,400,invalid_request,900144,Rejected",
    "refresh,400,invalid_scope,70011,Rejected",
    "refresh,400,invalid_grant,90033,Transient",
    "refresh,503,temporarily_unavailable,90033,Transient",
    "refresh,500,server_error,50000,Transient",
    "refresh,429,temporarily_unavailable,90055,RateLimited",
    "exchange,400,invalid_grant,54005,BAD_CODE",
    "exchange,400,invalid_grant,70008,BAD_CODE",
    "exchange,400,invalid_client,50011,REDIRECT_MISMATCH",
    "exchange,400,invalid_grant,65004,SCOPE_MISSING",
    "exchange,401,invalid_client,7000215,AppBroken",
    "exchange,400,unauthorized_client,700016,AppBroken",
    "exchange,503,temporarily_unavailable,90033,Transient"
  })
  void entraErrors(String call, int status, String error, String number, String means) {
    answer(status, "application/json", OAUTH.formatted(error, number, number));
    assertEquals(means, outcome(call));
  }

  /** Whatever was not said by Microsoft itself never means more than "later". */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "list,200",
    "list,302",
    "list,400",
    "list,401",
    "list,403",
    "list,404",
    "list,500",
    "list,502",
    "list,503",
    "get,200",
    "get,404",
    "get,410",
    "patch,404",
    "patch,412",
    "delete,404",
    "insert,400",
    "insert,403",
    "insert,409",
    "renew,404",
    "refresh,200",
    "refresh,400",
    "refresh,401",
    "refresh,502",
    "exchange,400",
    "exchange,403"
  })
  void pagesOfOthersArePassing(String call, int status) {
    answer(status, "text/html", HTML);
    assertEquals("Transient", outcome(call));
  }

  @Test
  void retryAfterSilencesTheMailboxForEverybody() {
    serve(
        new MockResponse.Builder()
            .code(429)
            .addHeader("Retry-After", "120")
            .body(GRAPH.formatted("ApplicationThrottled"))
            .build());
    var calendars = calendars();
    var later = new Fault.RateLimited(Optional.of(NOW.plusSeconds(120)));
    assertEquals(later, fault(() -> calendars.open("calendar", tokens("1")).read("someid")));
    int asked = server.getRequestCount();
    assertEquals(later, fault(() -> calendars.open("calendar", tokens("1")).read("other")));
    assertEquals(asked, server.getRequestCount(), "no request before that instant");
  }

  @Test
  void aSecondRefusalOfTheTokenAsksForReconnectionWhateverTheChallenge() {
    serve(
        new MockResponse.Builder()
            .code(401)
            .addHeader(
                "WWW-Authenticate",
                "Bearer error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\"")
            .body(GRAPH.formatted("InvalidAuthenticationToken"))
            .build());
    assertEquals("ReconnectRequired", outcome("get"));
  }

  @Test
  void aResetAndATimeoutArePassing() {
    serve(new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build());
    assertEquals("Transient", outcome("list"));
    assertEquals("Transient", outcome("refresh"));
    assertEquals("Transient", outcome("exchange"));
    serve(new MockResponse.Builder().headersDelay(2, TimeUnit.SECONDS).build());
    assertEquals("Transient", outcome("patch"));
    assertEquals("Transient", outcome("refresh"));
  }

  private static Fault fault(Runnable act) {
    try {
      act.run();
      throw new AssertionError("no fault");
    } catch (RemoteFault fault) {
      return fault.fault();
    }
  }

  private String outcome(String call) {
    try {
      return act(call);
    } catch (RemoteFault fault) {
      assertFalse(String.valueOf(fault.getMessage()).contains(CANARY), "the vendor's words");
      assertFalse(String.valueOf(fault.getMessage()).contains("secret-"), "a secret");
      return fault.fault().getClass().getSimpleName();
    }
  }

  private String act(String call) {
    var parts = new RemoteParts("someid", "W/\"1\"");
    var calendar = calendars().open("calendar", tokens("1"));
    return switch (call) {
      case "list" -> list(calendar);
      case "get" ->
          switch (calendar.read("someid")) {
            case Read.Found found -> "Found";
            case Read.Deleted deleted -> "Deleted";
            case Read.Missing missing -> "Missing";
            case Read.Unreadable unreadable -> "Unreadable";
          };
      case "insert" -> name(calendar.create(UUID.randomUUID().toString(), single("a")));
      case "patch" -> name(calendar.update(parts, single("a"), single("b")));
      case "delete" -> name(calendar.delete(parts, single("a")));
      case "watch" ->
          switch (calendar.watch(
              "c", Secret.of("secret-t"), URI.create("https://x"), Duration.ofDays(1))) {
            case Watched.Granted granted -> "Granted";
            case Watched.Refused(var reason) -> reason.code();
          };
      case "renew" ->
          switch (calendar.renew("c", "r", Duration.ofDays(1))) {
            case Renewed.Granted granted -> "Granted";
            case Renewed.Gone gone -> "Gone";
            case Renewed.Never never -> "Never";
          };
      case "stop" -> {
        calendar.stop("c", "r");
        yield "Done";
      }
      default -> token(call);
    };
  }

  private String list(RemoteCalendar calendar) {
    var window = Window.Span.USUAL.around(NOW);
    var cursor = new Cursor(Optional.of(base() + "/v1.0/delta"), window, new TreeMap<>());
    return switch (calendar.list(Optional.of(cursor.write()), Optional.empty())) {
      case Listing.Page page -> "Page";
      case Listing.CursorExpired expired -> "CursorExpired";
    };
  }

  private String token(String call) {
    var cache = Secret.of("{\"RefreshToken\":{\"k\":{\"secret\":\"secret-r\"}}}");
    return switch (call) {
      case "refresh" -> tokens().refresh(app(), cache).toString();
      case "exchange" ->
          switch (tokens()
              .exchange(app(), Secret.of("secret-c"), Secret.of("secret-v"), "https://r")) {
            case Exchanged.Granted granted -> "Granted";
            case Exchanged.Denied(var why) -> why.name();
          };
      default -> throw new IllegalArgumentException(call);
    };
  }

  private static String name(Written written) {
    return switch (written) {
      case Written.Refused(var reason) -> reason.code();
      case Written.Done done -> "Done";
      case Written.Exists exists -> "Exists";
      case Written.Stale stale -> "Stale";
      case Written.Missing missing -> "Missing";
    };
  }

  private static TokenEndpoint.App app() {
    return new TokenEndpoint.App("client", Secret.of("secret-s"), Optional.of("contoso.example"));
  }

  private GraphCalendars calendars() {
    return new GraphCalendars(http, base(), InstantSource.fixed(NOW), (call, status) -> {});
  }

  private static TokenSource tokens(String name) {
    return new TokenSource() {
      @Override
      public Secret accessToken() {
        return Secret.of("secret-" + name);
      }

      @Override
      public Secret refreshAfter401(Secret refused) {
        return Secret.of("secret-again-" + name);
      }
    };
  }

  private TokenEndpoint tokens() {
    return new MicrosoftTokens(http, base(), InstantSource.fixed(NOW), (call, status) -> {});
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  private void answer(int status, String type, String body) {
    serve(
        new MockResponse.Builder().code(status).setHeader("Content-Type", type).body(body).build());
  }

  /** Who asks and where the calendar lies is always answered well. */
  private void serve(MockResponse response) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return switch (request.getUrl().encodedPath()) {
              case "/v1.0/me" -> json(ME);
              case "/v1.0/me/calendar", "/v1.0/me/mailboxSettings" -> json(PLACE);
              default -> response;
            };
          }
        });
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
