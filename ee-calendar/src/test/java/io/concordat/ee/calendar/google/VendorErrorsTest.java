package io.concordat.ee.calendar.google;

import static io.concordat.ee.calendar.event.Contents.cancelled;
import static io.concordat.ee.calendar.event.Contents.changed;
import static io.concordat.ee.calendar.event.Contents.days;
import static io.concordat.ee.calendar.event.Contents.single;
import static io.concordat.ee.calendar.event.Contents.slot;
import static io.concordat.ee.calendar.event.Contents.weekly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.concordat.ee.calendar.remote.Extent;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteParts;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies as Google (and what stands before it) sends them, each with the one thing it means. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorErrorsTest {
  private static final String CANARY = "canary-7f3a";
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final String API =
      "{\"error\":{\"errors\":[{\"domain\":\"%s\",\"reason\":\"%s\",\"message\":\""
          + CANARY
          + "\",\"locationType\":\"parameter\",\"location\":\"%s\"}],\"code\":0,\"message\":\""
          + CANARY
          + "\"}}";
  private static final String OAUTH = "{\"error\":\"%s\",\"error_description\":\"" + CANARY + "\"}";
  private static final String HTML = "<!DOCTYPE html><html><body>" + CANARY + "</body></html>";

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

  @ParameterizedTest(name = "{0}: {1} {2}/{3}/{4}")
  @CsvSource({
    "list,400,global,badRequest,,Rejected",
    "list,400,calendar,timeRangeEmpty,,Rejected",
    "list,400,global,invalid,syncToken,CursorExpired",
    "list,400,global,invalid,pageToken,CursorExpired",
    "list,400,global,invalid,maxResults,Rejected",
    "list,401,global,authError,,ReconnectRequired",
    "list,401,global,required,,ReconnectRequired",
    "list,403,usageLimits,rateLimitExceeded,,RateLimited",
    "list,403,usageLimits,userRateLimitExceeded,,RateLimited",
    "list,403,usageLimits,quotaExceeded,,QuotaExceeded",
    "list,403,usageLimits,dailyLimitExceeded,,QuotaExceeded",
    "list,403,usageLimits,accessNotConfigured,,AppBroken",
    "list,403,global,insufficientPermissions,,Forbidden",
    "list,403,global,forbidden,,Forbidden",
    "list,403,global,domainPolicy,,Forbidden",
    "list,404,global,notFound,,NoSuchCalendar",
    "list,410,calendar,fullSyncRequired,syncToken,CursorExpired",
    "list,410,calendar,updatedMinTooLongAgo,updatedMin,CursorExpired",
    "list,429,usageLimits,rateLimitExceeded,,RateLimited",
    "list,429,usageLimits,quotaExceeded,,QuotaExceeded",
    "list,500,global,backendError,,Transient",
    "list,503,global,backendError,,Transient",
    "get,404,global,notFound,,Missing",
    "get,410,global,deleted,,Deleted",
    "get,403,global,forbidden,,Forbidden",
    "insert,400,global,invalid,,not_accepted",
    "insert,400,calendar,timeRangeEmpty,,no_duration",
    "insert,400,calendar,eventTypeRestriction,,read_only_event",
    "insert,403,global,forbidden,,read_only_calendar",
    "insert,403,calendar,requiredAccessLevel,,read_only_calendar",
    "insert,403,usageLimits,quotaExceeded,,QuotaExceeded",
    "insert,409,global,conflict,,Transient",
    "patch,400,global,required,,not_accepted",
    "patch,403,calendar,forbiddenForNonOrganizer,,not_organizer",
    "patch,404,global,notFound,,Missing",
    "patch,409,global,conflict,,Transient",
    "patch,410,global,deleted,,Missing",
    "patch,412,global,conditionNotMet,If-Match,Stale",
    "delete,404,global,notFound,,Missing",
    "delete,410,global,deleted,,Missing",
    "delete,412,global,conditionNotMet,If-Match,Stale",
    "delete,403,calendar,forbiddenForNonOrganizer,,not_organizer",
    "watch,400,global,push.webhookUrlNotHttps,,callback_not_accepted",
    "watch,401,global,push.webhookUrlUnauthorized,,callback_not_accepted",
    "watch,400,global,channelIdNotUnique,,Rejected",
    "watch,403,global,forbidden,,Forbidden",
    "stop,404,global,notFound,,Done",
    "stop,503,global,backendError,,Transient"
  })
  void calendarErrors(
      String call,
      int status,
      String domain,
      String reason,
      @Nullable String location,
      String means) {
    var at = location == null ? "" : location;
    answer(status, "application/json", API.formatted(domain, reason, at));
    assertEquals(means, outcome(call));
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "refresh,400,invalid_grant,ReconnectRequired",
    "refresh,401,invalid_client,AppBroken",
    "refresh,400,unauthorized_client,AppBroken",
    "refresh,401,deleted_client,AppBroken",
    "refresh,403,disabled_client,AppBroken",
    "refresh,403,org_internal,AppBroken",
    "refresh,400,invalid_scope,Rejected",
    "refresh,400,unsupported_grant_type,Rejected",
    "refresh,403,rate_limit_exceeded,RateLimited",
    "refresh,500,internal_failure,Transient",
    "refresh,503,temporarily_unavailable,Transient",
    "exchange,400,invalid_grant,BAD_CODE",
    "exchange,400,redirect_uri_mismatch,REDIRECT_MISMATCH",
    "exchange,401,invalid_client,AppBroken",
    "exchange,500,server_error,Transient",
    "revoke,400,invalid_token,Done",
    "revoke,400,invalid_request,Rejected",
    "revoke,503,temporarily_unavailable,Transient"
  })
  void tokenErrors(String call, int status, String error, String means) {
    answer(status, "application/json", OAUTH.formatted(error));
    assertEquals(means, outcome(call));
  }

  /** Whatever was not said by Google's own API never means more than "later". */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "list,200",
    "list,302",
    "list,400",
    "list,401",
    "list,403",
    "list,404",
    "list,410",
    "list,500",
    "list,502",
    "list,503",
    "list,504",
    "get,200",
    "get,404",
    "get,410",
    "patch,404",
    "patch,410",
    "delete,404",
    "delete,410",
    "insert,400",
    "insert,403",
    "insert,409",
    "refresh,200",
    "refresh,400",
    "refresh,401",
    "refresh,403",
    "refresh,502",
    "exchange,400",
    "revoke,400"
  })
  void pagesOfOthersArePassing(String call, int status) {
    answer(status, "text/html", HTML);
    assertEquals("Transient", outcome(call));
  }

  @Test
  void retryAfterIsReadInSecondsAndAsADate() {
    for (var header : new String[] {"120", "Sat, 21 Nov 2026 08:02:00 GMT"}) {
      serve(
          new MockResponse.Builder()
              .code(429)
              .addHeader("Retry-After", header)
              .body(API.formatted("usageLimits", "rateLimitExceeded", ""))
              .build());
      assertEquals(new Fault.RateLimited(Optional.of(NOW.plusSeconds(120))), fault("list").fault());
    }
  }

  @Test
  void aResetAndATimeoutArePassing() {
    serve(new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build());
    assertEquals("Transient", outcome("list"));
    assertEquals("Transient", outcome("refresh"));
    serve(new MockResponse.Builder().headersDelay(2, TimeUnit.SECONDS).build());
    assertEquals("Transient", outcome("patch"));
  }

  @Test
  void aDayThatCannotBeReadIsNotOverwritten() {
    answer(
        200,
        "application/json",
        "{\"items\":[{\"id\":\"day\",\"etag\":\"\\\"2\\\"\",\"recurringEventId\":\"someid\","
            + "\"summary\":\"\\ud83d\",\"originalStartTime\":"
            + "{\"dateTime\":\"2026-03-09T09:00:00+01:00\",\"timeZone\":\"Europe/Berlin\"}}]}");
    int before = server.getRequestCount();
    var series = new RemoteParts("someid", "\"1\"");
    for (var day : List.of(cancelled(), changed("x", days("2026-03-10", 1)))) {
      var to = weekly("s", Map.of(slot("2026-03-09T09:00"), day));
      assertEquals("text_not_storable", name(calendar().update(series, weekly("s", Map.of()), to)));
    }
    assertEquals(2, server.getRequestCount() - before, "it was asked for, and nothing written");
  }

  private RemoteFault fault(String call) {
    try {
      throw new AssertionError("no fault: " + act(call));
    } catch (RemoteFault fault) {
      assertFalse(String.valueOf(fault.getMessage()).contains(CANARY), "the vendor's words");
      assertFalse(String.valueOf(fault.getMessage()).contains("secret-"), "a secret");
      return fault;
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
    var parts = new RemoteParts("someid", "\"1\"");
    return switch (call) {
      case "list" ->
          switch (calendar().list(Optional.of("cursor"), Optional.empty())) {
            case Listing.Page page -> "Page";
            case Listing.CursorExpired expired -> "CursorExpired";
          };
      case "get" ->
          switch (calendar().read("someid")) {
            case Read.Found found -> "Found";
            case Read.Deleted deleted -> "Deleted";
            case Read.Missing missing -> "Missing";
            case Read.Unreadable unreadable -> "Unreadable";
          };
      case "insert" -> name(calendar().create(UUID.randomUUID().toString(), single("a")));
      case "patch" -> name(calendar().update(parts, single("a"), single("b")));
      case "delete" -> name(calendar().delete(parts, single("a")));
      case "watch" ->
          switch (calendar()
              .watch("c", Secret.of("secret-t"), URI.create("https://x"), Duration.ofDays(1))) {
            case Watched.Granted granted -> "Granted";
            case Watched.Refused(var reason) -> reason.code();
          };
      case "stop" -> {
        calendar().stop("c", "r");
        yield "Done";
      }
      case "refresh" -> tokens().refresh(app(), Secret.of("secret-r")).toString();
      case "exchange" ->
          switch (tokens()
              .exchange(app(), Secret.of("secret-c"), Secret.of("secret-v"), "https://r")) {
            case Exchanged.Granted granted -> "Granted";
            case Exchanged.Denied(var why) -> why.name();
          };
      case "revoke" -> {
        tokens().revoke(Secret.of("secret-r"));
        yield "Done";
      }
      default -> throw new IllegalArgumentException(call);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "userRateLimitExceeded,,MAILBOX",
    "rateLimitExceeded,,MAILBOX",
    "rateLimitExceeded,defaultPerMinutePerUser,MAILBOX",
    "rateLimitExceeded,defaultPerMinutePerProject,APP",
    "quotaExceeded,,MAILBOX",
    "quotaExceeded,defaultPerDayPerProject,APP",
    "dailyLimitExceeded,,APP"
  })
  void theLimitSaysWhoRests(String reason, @Nullable String limit, Extent rests) {
    var details =
        limit == null ? "" : ",\"details\":[{\"metadata\":{\"quota_limit\":\"" + limit + "\"}}]";
    answer(
        403,
        "application/json",
        "{\"error\":{\"errors\":[{\"reason\":\"" + reason + "\"}]" + details + "}}");
    var told = new ArrayList<Extent>();
    assertThrows(RemoteFault.class, () -> calendar(told).read("some"));
    assertEquals(List.of(rests), told);
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
    return new TokenEndpoint.App("client", Secret.of("secret-s"), Optional.empty());
  }

  private RemoteCalendar calendar() {
    return calendar(new ArrayList<>());
  }

  private RemoteCalendar calendar(List<Extent> told) {
    TokenSource tokens =
        new TokenSource() {
          @Override
          public Secret accessToken() {
            return Secret.of("secret-1");
          }

          @Override
          public Secret refreshAfter401(Secret refused) {
            return Secret.of("secret-2");
          }

          @Override
          public void quiet(Extent extent, Instant until) {
            told.add(extent);
          }
        };
    return new GoogleCalendars(http, base(), InstantSource.fixed(NOW), (call, status) -> {})
        .open("cal", tokens);
  }

  private TokenEndpoint tokens() {
    return new GoogleTokens(http, base(), base(), InstantSource.fixed(NOW), (call, status) -> {});
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  private void answer(int status, String type, String body) {
    serve(
        new MockResponse.Builder().code(status).setHeader("Content-Type", type).body(body).build());
  }

  private void serve(MockResponse response) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response;
          }
        });
  }
}
