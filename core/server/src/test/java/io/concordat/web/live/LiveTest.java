package io.concordat.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.Ground;
import io.concordat.app.TestClock;
import io.concordat.identity.Role;
import io.concordat.identity.Sessions;
import io.concordat.notify.NoticeBoard;
import io.concordat.spi.Offer;
import io.concordat.spi.event.Event;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.notice.Notice;
import io.concordat.spi.page.LiveKind;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.FakePorts;
import io.concordat.web.WebFixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What changes reaches open pages: of their tenant, as far as they may see it, while they may. */
final class LiveTest {
  private static final String END = "(end)";
  private static final List<LiveKind> BROUGHT =
      List.of(
          LiveKind.of("entry_badge", "user_schedule:read", "PARCEL_SENT_").withIdIn("entryId"),
          LiveKind.of("courier", "calendar:connect", "PARCEL_", "COURIER_").withIdIn("courierId"),
          LiveKind.of("parcel", "calendar:connect", "PARCEL_"));
  private static final WebFixture web =
      new WebFixture(
          FakePorts.with(
              FakePorts.community(), "test-plugin", Offer.NOTHING.withLiveKinds(BROUGHT)));
  private static final Ground node = web.ground.ground();

  /** Another process on the same database: nothing of it wakes this one. */
  private static final Ground otherNode =
      Ground.open(node.settings(), web.ground.database(), InstantSource.system());

  private final TenantId tenant = web.ground.tenant("one");

  @BeforeAll
  static void start() {
    node.pollers().start(List.of(node.tail().poller(), node.live().poller()));
  }

  @AfterAll
  static void close() {
    node.pollers().close();
    node.live().close();
    otherNode.close();
    web.close();
  }

  private record Visitor(TenantId tenant, UserId user, Sessions.Opened session) {}

  private Visitor visitor(Role role) {
    return visitor(tenant, role);
  }

  private static Visitor visitor(TenantId tenant, Role role) {
    UserId user = web.ground.user(tenant, UUID.randomUUID() + "@example.com", role);
    return new Visitor(
        tenant, user, web.ground.in(tenant, tx -> node.sessions().open(tx, user, "test")));
  }

  /** Reads a stream as a browser does; the lines that are no comments. */
  private static final class Page implements AutoCloseable {
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final HttpResponse<InputStream> response;

    Page(Visitor visitor) throws IOException, InterruptedException {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.http().port() + "/live"))
              .header("Cookie", "concordat-session=" + visitor.session().cookie().reveal())
              .header("Accept-Encoding", "gzip, deflate, br")
              .header("Accept", "text/event-stream")
              .build();
      response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (var reader =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        reader.lines().filter(line -> line.startsWith("data:")).forEach(lines::add);
      } catch (IOException | java.io.UncheckedIOException e) {
        lines.add(e.toString());
      }
      lines.add(END);
    }

    Page opened() {
      assertEquals(200, response.statusCode());
      return this;
    }

    @org.jspecify.annotations.Nullable
    String next() throws InterruptedException {
      return lines.poll(5, TimeUnit.SECONDS);
    }

    void quiet() throws InterruptedException {
      assertNull(lines.poll(700, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }

  private static UUID tell(Ground ground, TenantId tenant, String type, Map<String, Object> data) {
    UUID subject = UUID.randomUUID();
    ground
        .tenancy()
        .run(
            tenant,
            () ->
                ground
                    .transactions()
                    .run(tx -> ground.outbox().append(tx, new Event(type, subject, "test", data))));
    return subject;
  }

  private static String change(String kind, Object... ids) {
    List<String> quoted =
        IntStream.range(0, ids.length).mapToObj(i -> "\"" + ids[i] + "\"").toList();
    return "data: {\"kind\":\"%s\",\"ids\":[%s]}".formatted(kind, String.join(",", quoted));
  }

  @Test
  void a_change_on_any_node_arrives_within_a_second_and_without_what_it_says() throws Exception {
    try (Page page = new Page(visitor(Role.TECHNICIAN)).opened()) {
      page.quiet();
      for (Ground ground : List.of(node, otherNode)) {
        long start = System.nanoTime();
        UUID id = tell(ground, tenant, "SCHEDULE_ENTRY_UPDATED", Map.of("version", 3));
        assertEquals(change("schedule_entry", id), page.next());
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.err.printf("told after %d ms%n", millis);
        assertTrue(millis < 1_000, "after " + millis + " ms");
      }
    }
  }

  @Test
  void what_happened_while_the_page_was_loading_is_told_too() throws Exception {
    UUID id = tell(otherNode, tenant, "SCHEDULE_ENTRY_CREATED", Map.of());
    try (Page first = new Page(visitor(Role.TECHNICIAN)).opened()) {
      assertEquals(change("schedule_entry", id), first.next());
      try (Page second = new Page(visitor(Role.TECHNICIAN)).opened()) {
        assertEquals(change("schedule_entry", id), second.next());
        first.quiet();
      }
    }
  }

  @Test
  void another_tenants_changes_are_not_told() throws Exception {
    TenantId other = web.ground.tenant("two");
    try (Page page = new Page(visitor(Role.ADMIN)).opened();
        Page theirs = new Page(visitor(other, Role.ADMIN)).opened()) {
      UUID id = tell(node, other, "SCHEDULE_ENTRY_DELETED", Map.of());
      assertEquals(change("schedule_entry", id), theirs.next());
      page.quiet();
    }
  }

  @Test
  void kinds_are_told_to_those_who_may_see_them() throws Exception {
    try (Page admin = new Page(visitor(Role.ADMIN)).opened();
        Page tech = new Page(visitor(Role.TECHNICIAN)).opened()) {
      UUID profile = tell(node, tenant, "MICROSOFT_PROFILE_CHANGED", Map.of());
      assertEquals(change("microsoft_profile", profile), admin.next());
      UUID courier = UUID.randomUUID();
      UUID parcel =
          tell(node, tenant, "PARCEL_SENT_AGAIN", Map.of("courierId", courier.toString()));
      for (Page page : List.of(admin, tech)) {
        assertEquals(change("entry_badge"), page.next());
        assertEquals(change("courier", courier), page.next());
        assertEquals(change("parcel", parcel), page.next());
      }
      tell(node, tenant, "SOMETHING_ELSE", Map.of());
      tech.quiet();
    }
  }

  @Test
  void notices_are_told_to_the_one_they_are_for() throws Exception {
    Visitor visitor = visitor(Role.TECHNICIAN);
    var notice = new Notice("test-plugin", "parcel:1", "parcel", 1, List.of("One"), "/profile");
    try (Page page = new Page(visitor).opened();
        Page colleague = new Page(visitor(Role.ADMIN)).opened()) {
      for (int i = 0; i < 2; i++) {
        notices(board -> tx -> board.raise(tx, visitor.user(), notice));
      }
      assertEquals(change("notification", visitor.user()), page.next());
      page.quiet();
      notices(board -> tx -> board.read(tx, visitor.user(), Optional.empty()));
      assertEquals(change("notification", visitor.user()), page.next());
      notices(board -> tx -> board.settle(tx, notice.cause()));
      assertEquals(change("notification", visitor.user()), page.next());
      colleague.quiet();
    }
  }

  private void notices(Function<NoticeBoard, Consumer<Tx>> change) {
    web.ground.in(
        tenant,
        tx -> {
          change.apply(node.notices()).accept(tx);
          return true;
        });
  }

  @Test
  void it_ends_with_the_session_and_with_other_permissions() throws Exception {
    Visitor leaving = visitor(Role.TECHNICIAN);
    Visitor staying = visitor(Role.TECHNICIAN);
    try (Page page = new Page(leaving).opened();
        Page other = new Page(staying).opened()) {
      web.ground.in(tenant, tx -> otherNode.sessions().close(tx, leaving.session().id()));
      assertEquals(END, page.next());
      other.quiet();
    }
    // Another node's word may take a moment to be believed at the gate.
    long patience = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    int status = 200;
    while (status == 200 && System.nanoTime() < patience) {
      try (Page after = new Page(leaving)) {
        status = after.response.statusCode();
        assertEquals(status == 200 ? END : null, status == 200 ? after.next() : null);
      }
    }
    assertEquals(401, status);
  }

  @Test
  void nobody_and_programs_get_none() {
    assertEquals(401, web.http().get("/live").status());
    var person = web.person(tenant, UUID.randomUUID().toString(), Role.ADMIN);
    assertEquals("session_needed", person.http().get("/live").expect(403).code());
  }

  @Test
  void a_user_has_so_many_and_a_page_that_closes_makes_room() throws Exception {
    Visitor visitor = visitor(Role.TECHNICIAN);
    List<Page> pages = new ArrayList<>();
    for (int i = 0; i < LiveStreams.MOST_OF_A_USER; i++) {
      pages.add(new Page(visitor).opened());
    }
    Page refused = new Page(visitor);
    assertEquals(429, refused.response.statusCode());
    assertEquals("30", refused.response.headers().firstValue("Retry-After").orElse(""));
    for (Page page : pages) {
      page.close();
    }
    // The server notices when it writes next.
    long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int status = 429;
    while (status == 429 && System.nanoTime() < patience) {
      tell(node, tenant, "SCHEDULE_ENTRY_UPDATED", Map.of());
      try (Page again = new Page(visitor)) {
        status = again.response.statusCode();
      }
    }
    assertEquals(200, status);
  }

  @Test
  void no_connection_is_held_while_waiting() throws Exception {
    List<Page> pages = new ArrayList<>();
    for (int user = 0; user < 5; user++) {
      Visitor visitor = visitor(Role.TECHNICIAN);
      for (int i = 0; i < 10; i++) {
        pages.add(new Page(visitor).opened());
      }
    }
    UUID id = tell(otherNode, tenant, "SCHEDULE_ENTRY_UPDATED", Map.of());
    for (Page page : pages) {
      assertEquals(change("schedule_entry", id), page.next());
      page.close();
    }
  }

  @Test
  void a_slow_reader_costs_nothing_and_is_let_go() throws Exception {
    var clock = new TestClock();
    List<LiveStream> left = new ArrayList<>();
    Set<String> permissions = Set.of("user_schedule:read");
    var stream =
        new LiveStream(
            permissions,
            Kinds.of(new UserId(UUID.randomUUID()), permissions, List.of()),
            Duration.ofMillis(50),
            clock,
            left::add);
    assertEquals("retry: 2000\n\n", read(stream));
    assertEquals(":\n\n", read(stream));
    List<Event> many =
        IntStream.range(0, 1_000)
            .mapToObj(n -> new Event("SCHEDULE_ENTRY_UPDATED", UUID.randomUUID(), "x", Map.of()))
            .toList();
    stream.hear(many);
    stream.hear(many);
    assertFalse(stream.stalledSince(clock.instant()));
    clock.advance(Duration.ofSeconds(31));
    assertTrue(stream.stalledSince(clock.instant().minusSeconds(30)));
    assertEquals("event: change\n" + change("schedule_entry") + "\n\n", read(stream));
    assertFalse(stream.stalledSince(clock.instant()));
    stream.close();
    assertEquals(-1, stream.read());
    assertEquals(List.of(stream), left);
  }

  private static String read(LiveStream stream) throws IOException {
    byte[] into = new byte[10_000];
    return new String(into, 0, stream.read(into, 0, into.length), StandardCharsets.UTF_8);
  }

  @Test
  void nothing_is_read_when_nobody_listens() {
    var before = statements();
    IntStream.range(0, 20).forEach(i -> otherNode.tail().round());
    otherNode.live().round();
    assertEquals(before, statements());
  }

  private static double statements() {
    return otherNode.meters().registry().get("hikaricp.connections.usage").timer().count();
  }

  @Test
  void closing_ends_all_and_opens_none() {
    var streams =
        new LiveStreams(
            otherNode.tail(),
            otherNode.sessions(),
            otherNode.tenancy(),
            otherNode.transactions(),
            InstantSource.system());
    Visitor visitor = visitor(Role.TECHNICIAN);
    UUID session = visitor.session().id();
    var caller = new Caller(tenant, visitor.user(), Set.of(), Optional.of(session));
    assertTrue(streams.open(caller, session, List.of()).isPresent());
    streams.close();
    assertEquals(0, streams.count());
    assertTrue(streams.open(caller, session, List.of()).isEmpty());
  }
}
