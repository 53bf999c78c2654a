package io.concordat.ee.calendar.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.remote.Extent;
import io.concordat.ee.calendar.remote.FakeCalendars;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One refresh at a time, across nodes; the new token is durable before anybody uses it. */
class GrantsTest {
  private final House house = House.open();
  private final Tech tess = Tech.alone(house);
  private final Slow endpoint = new Slow();
  private UUID provider = new UUID(0, 0);

  @BeforeEach
  void connect() {
    tess.connected();
    provider = UUID.fromString(tess.provider);
    house.advance(Duration.ofHours(2));
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** A token endpoint that rotates refresh tokens and accepts each only once. */
  private final class Slow implements TokenEndpoint {
    final AtomicInteger refreshes = new AtomicInteger();
    volatile Optional<Fault> fault = Optional.empty();
    volatile Optional<Secret> rotated = Optional.of(Secret.of("rotated"));

    @Override
    public URI authorizationUrl(
        App app, String redirect, String state, String challenge, Optional<String> hint) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Exchanged exchange(App app, Secret code, Secret verifier, String redirectUri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Tokens refresh(App app, Secret refreshToken) {
      int number = refreshes.incrementAndGet();
      fault.ifPresent(
          broken -> {
            throw new RemoteFault(broken, "as told");
          });
      return new Tokens(
          Secret.of("access " + number),
          house.lent().clock().instant().plus(Duration.ofHours(1)),
          rotated,
          Set.of(),
          Optional.empty());
    }

    @Override
    public void revoke(Secret token) {}
  }

  private Grants grants() {
    var vendor =
        new Vendor(
            Brand.GOOGLE,
            new OwnApp(house.lent().googleApps()),
            endpoint,
            new FakeCalendars(ZoneOffset.UTC),
            Delivery.POLL,
            1);
    return new Grants(house.lent(), vendor);
  }

  private <T> T in(Callable<T> work) {
    return house.lent().tenancy().in(tess.tenant, work);
  }

  @Test
  void eight_workers_on_two_nodes_refresh_once() throws Exception {
    var nodes = List.of(grants(), grants());
    var seen = new HashSet<String>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      var work = new ArrayList<Callable<String>>();
      for (int i = 0; i < 8; i++) {
        Grants node = nodes.get(i % 2);
        work.add(() -> in(() -> node.of(provider).accessToken().reveal()));
      }
      for (var token : threads.invokeAll(work)) {
        seen.add(token.get());
      }
    }
    assertEquals(1, endpoint.refreshes.get());
    assertEquals(Set.of("access 1"), seen);
  }

  @Test
  void what_one_node_hears_every_node_keeps_and_no_start_forgets() {
    Instant until = soon();
    in(() -> quiet(grants(), Extent.MAILBOX, until));
    assertEquals(Optional.of(until), quiet(provider));
    in(() -> quiet(grants(), Extent.MAILBOX, until.minusSeconds(60)));
    assertEquals(Optional.of(until), quiet(provider), "the longer one holds");
    house.restart();
    assertEquals(Optional.of(until), quiet(provider));
    assertEquals(0, endpoint.refreshes.get());
    house.advance(Duration.ofSeconds(91));
    assertEquals(Optional.empty(), quiet(provider));
  }

  @Test
  void a_mailbox_that_rests_stops_nobody_else_and_an_app_that_does_only_its_own() {
    house.google.account("second@example.com");
    var second =
        UUID.fromString(house.connect(tess.caller, house.google, "second@example.com", ""));
    var mate = UUID.fromString(new Tech(house, tess.tenant).connected().provider);
    var stranger = Tech.alone(house).connected();
    Instant until = soon();
    in(() -> quiet(grants(), Extent.MAILBOX, until));
    assertEquals(Optional.of(until), quiet(second), "the same person");
    assertEquals(Optional.empty(), quiet(mate));
    in(() -> quiet(grants(), Extent.APP, until.plusSeconds(1)));
    assertEquals(Optional.of(until.plusSeconds(1)), quiet(mate));
    assertEquals(
        "0", stranger.value("select count(quiet_until) from google_calendar_provider_config"));
  }

  /** As exact as PostgreSQL. */
  private Instant soon() {
    return house.lent().clock().instant().plusSeconds(90).truncatedTo(ChronoUnit.MILLIS);
  }

  private Boolean quiet(Grants grants, Extent extent, Instant until) {
    grants.of(provider).quiet(extent, until);
    return true;
  }

  /** As another node finds it. */
  private Optional<Instant> quiet(UUID id) {
    try {
      in(() -> grants().of(id).accessToken());
      return Optional.empty();
    } catch (RemoteFault fault) {
      assertFalse(fault.asked());
      return assertInstanceOf(Fault.RateLimited.class, fault.fault()).until();
    }
  }

  @Test
  void a_token_refused_twice_is_refreshed_once() {
    var grants = grants();
    Secret first = in(() -> grants.of(provider).accessToken());
    Secret second = in(() -> grants.of(provider).refreshAfter401(first));
    assertEquals(second, in(() -> grants.of(provider).refreshAfter401(first)));
    assertEquals(2, endpoint.refreshes.get());
  }

  @Test
  void no_refresh_token_is_never_stored_over_one() {
    endpoint.rotated = Optional.empty();
    String before = tess.value("select md5(refresh_token) from google_calendar_provider_config");
    in(() -> grants().of(provider).accessToken());
    assertEquals(
        before, tess.value("select md5(refresh_token) from google_calendar_provider_config"));
  }

  @Test
  void a_node_that_died_holds_the_lease_only_for_a_while() {
    tess.execute(
        "update google_calendar_provider_config set refresh_lease_until = '%s'"
            .formatted(house.lent().clock().instant().plusSeconds(1)));
    var grants = grants();
    assertEquals("access 1", in(() -> grants.of(provider).accessToken().reveal()));
  }

  @Test
  void a_fault_frees_the_lease() {
    var grants = grants();
    endpoint.fault = Optional.of(new Fault.Transient(Optional.empty()));
    var broken = assertThrows(RemoteFault.class, () -> in(() -> grants.of(provider).accessToken()));
    assertInstanceOf(Fault.Transient.class, broken.fault());
    endpoint.fault = Optional.empty();
    assertEquals("access 2", in(() -> grants.of(provider).accessToken().reveal()));
  }
}
