package io.concordat.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.app.TestClock;
import io.concordat.spi.audit.Audit.Entry;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who did what; floods are bounded. */
final class AuditLogTest {
  private final TestClock clock = new TestClock();
  private final GroundFixture fixture = GroundFixture.open(clock);
  private final TenantId tenant = fixture.tenant("ours");
  private final AuditLog audit = fixture.ground().audit();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_newest_comes_first_and_only_ones_own() {
    UserId user = new UserId(UUID.randomUUID());
    record(new Entry(Optional.of(user), "provider.create", "p1", "ok", Map.of("vendor", "google")));
    record(new Entry(Optional.empty(), "provider.delete", "p1", "denied", Map.of()));
    List<AuditLog.Line> lines = read(Long.MAX_VALUE);
    assertEquals(
        List.of("provider.delete", "provider.create"),
        lines.stream().map(line -> line.entry().action()).toList());
    assertEquals(Map.of("vendor", "google"), lines.getLast().entry().detail());
    assertEquals(Optional.of(user), lines.getLast().entry().user());
    assertEquals(clock.instant(), lines.getLast().at());
    assertEquals(1, read(lines.getFirst().id()).size());
    TenantId other = fixture.tenant("other");
    assertEquals(List.of(), fixture.in(other, tx -> audit.read(tx, Long.MAX_VALUE, 10)));
  }

  @Test
  void probing_for_ids_fills_no_disk() {
    UserId prober = new UserId(UUID.randomUUID());
    for (int i = 0; i < 200; i++) {
      record(new Entry(Optional.of(prober), "entry.read", "e" + i, "not_found", Map.of()));
    }
    int written = read(Long.MAX_VALUE).size();
    assertTrue(written >= 10 && written <= 100, "written: " + written);
    // Another user's are not suppressed, nor the same one's a while later.
    record(new Entry(Optional.of(new UserId(UUID.randomUUID())), "e", "s", "not_found", Map.of()));
    clock.advance(Duration.ofMinutes(2));
    record(new Entry(Optional.of(prober), "entry.read", "late", "not_found", Map.of()));
    assertEquals(written + 2, read(Long.MAX_VALUE).size());
  }

  @Test
  void only_what_is_too_old_is_forgotten_and_only_so_much_at_once() {
    for (int i = 0; i < 7; i++) {
      record(new Entry(Optional.empty(), "a", "s" + i, "ok", Map.of()));
      clock.advance(Duration.ofDays(1));
    }
    // The first five are older than two days and a half.
    var before = clock.instant().minus(Duration.ofHours(60));
    assertEquals(3, fixture.<Integer>in(tenant, tx -> audit.purge(tx, before, 3)));
    assertEquals("s3", read(Long.MAX_VALUE).getLast().entry().subject());
    assertEquals(2, fixture.<Integer>in(tenant, tx -> audit.purge(tx, before, 3)));
    assertEquals(0, fixture.<Integer>in(tenant, tx -> audit.purge(tx, before, 3)));
    assertEquals(2, read(Long.MAX_VALUE).size());
  }

  @Test
  void no_flood_washes_away_what_administrators_did() {
    audit.done("tenant_deleted", "t1");
    AcrossTenants.Reach reach = fixture.ground().across().because("the test looks at the bound");
    for (int i = 0; i < 30; i++) {
      AuditRows.refused(reach, "webhook", "r" + i, clock.instant(), 10);
    }
    List<String> kept = Statements.column(fixture, "select reason from security_log order by id");
    assertEquals("t1", kept.getFirst());
    assertEquals(11, kept.size());
  }

  @Test
  void the_security_log_keeps_the_newest_only() {
    AcrossTenants.Reach reach = fixture.ground().across().because("the test looks at the bound");
    for (int i = 0; i < 30; i++) {
      AuditRows.refused(reach, "webhook", "r" + i, clock.instant(), 10);
    }
    List<String> kept = Statements.column(fixture, "select reason from security_log order by id");
    assertEquals(10, kept.size());
    assertEquals("r29", kept.getLast());
  }

  @Test
  void a_flood_of_refusals_is_bounded_a_second() {
    for (int i = 0; i < 500; i++) {
      audit.refused("webhook", "wrong_secret");
    }
    audit.refused("callback", "unknown");
    List<String> kinds = Statements.column(fixture, "select kind from security_log");
    assertTrue(kinds.size() < 100, "written: " + kinds.size());
    assertTrue(kinds.contains("callback"));
    assertTrue(fixture.ground().meters().scrape().contains("concordat_refused_total"));
  }

  private void record(Entry entry) {
    fixture.in(
        tenant,
        tx -> {
          audit.record(tx, entry);
          return true;
        });
  }

  private List<AuditLog.Line> read(long before) {
    return fixture.in(tenant, tx -> audit.read(tx, before, 1_000));
  }
}
