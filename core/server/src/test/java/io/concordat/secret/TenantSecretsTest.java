package io.concordat.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ciphertext opens where it was stored, and nowhere else. */
final class TenantSecretsTest {
  private static final GroundFixture fixture = GroundFixture.open();
  private static final TenantId ours = fixture.tenant("ours");
  private static final TenantId theirs = fixture.tenant("theirs");
  private static final String OLD = "old:" + key(1);
  private static final String NEW = "new:" + key(2);
  private static final Secret CANARY = Secret.of("canary-Ünïcode-🔑");

  private final TenantSecrets secrets = secrets(OLD);

  @BeforeAll
  static void tables() throws Exception {
    Vault.table(fixture, "t", "c", "d");
    Vault.table(fixture, "u", "c", "d");
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void opens_where_it_was_sealed_also_in_another_process() {
    TenantId tenant = fixture.tenant("restart");
    byte[] sealed = seal(secrets, tenant, "row", "t.c");
    assertFalse(new String(sealed, StandardCharsets.UTF_8).contains("canary"));
    assertEquals(CANARY, open(secrets, tenant, "row", "t.c", sealed));
    assertEquals(CANARY, open(secrets(OLD), tenant, "row", "t.c", sealed));
  }

  @Test
  void does_not_open_in_another_row_column_or_tenant() {
    TenantId a = fixture.tenant("a");
    TenantId b = fixture.tenant("b");
    byte[] sealed = seal(secrets, a, "row", "t.c");
    seal(secrets, b, "row", "t.c");
    refuses(a, "other", "t.c", sealed);
    refuses(a, "row", "t.d", sealed);
    refuses(b, "row", "t.c", sealed);
    // The parts must not run into each other: ("ro", "wt.c") is another place.
    refuses(a, "ro", "wt.c", sealed);
  }

  @Test
  void does_not_open_when_a_byte_was_changed_or_it_never_was_a_secret() {
    TenantId tenant = fixture.tenant("damaged");
    byte[] sealed = seal(secrets, tenant, "row", "t.c");
    sealed[sealed.length - 1] ^= 1;
    refuses(tenant, "row", "t.c", sealed);
    refuses(tenant, "row", "t.c", new byte[0]);
    refuses(tenant, "row", "t.c", new byte[] {1, 100, 0});
    refuses(tenant, "row", "t.c", "plain text".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_wrapped_key_does_not_unwrap_for_another_tenant() {
    seal(secrets, ours, "row", "t.c");
    fixture.in(
        ours,
        tx -> {
          TenantKeyRows.Row stolen = TenantKeyRows.all(tx).getLast();
          tx.afterCommit(
              () ->
                  fixture.in(
                      theirs,
                      other -> {
                        TenantKeyRows.insert(other, stolen, InstantSource.system().instant());
                        return true;
                      }));
          return true;
        });
    assertThrows(UnreadableSecret.class, () -> seal(secrets, theirs, "row", "t.c"));
  }

  @Test
  void a_wrapped_key_does_not_unwrap_as_another_key_of_the_tenant() {
    TenantId tenant = fixture.tenant("renumbered");
    seal(secrets, tenant, "row", "t.c");
    fixture.in(
        tenant,
        tx -> {
          Instant now = InstantSource.system().instant();
          byte[] first = TenantKeyRows.all(tx).getLast().wrapped();
          TenantKeyRows.retire(tx, 1, now);
          TenantKeyRows.insert(tx, new TenantKeyRows.Row(2, first), now);
          return true;
        });
    assertThrows(UnreadableSecret.class, () -> seal(secrets(OLD), tenant, "row", "t.c"));
  }

  @Test
  void two_that_are_swapped_open_neither_here_nor_there() {
    record Place(TenantId tenant, String owner, String column) {}
    List<Place> places = new ArrayList<>();
    for (int tenant = 0; tenant < 3; tenant++) {
      TenantId id = fixture.tenant("swaps " + tenant);
      for (String owner : List.of("a", "b", "ab")) {
        List.of("t.c", "t.d", "u.c").forEach(column -> places.add(new Place(id, owner, column)));
      }
    }
    List<byte[]> sealed =
        places.stream().map(p -> seal(secrets, p.tenant(), p.owner(), p.column())).toList();
    int refused = 0;
    for (int from = 0; from < places.size(); from++) {
      for (int to = 0; to < places.size(); to++) {
        Place place = places.get(to);
        if (from == to) {
          assertEquals(
              CANARY, open(secrets, place.tenant(), place.owner(), place.column(), sealed.get(to)));
        } else {
          refuses(place.tenant(), place.owner(), place.column(), sealed.get(from));
          refused++;
        }
      }
    }
    assertEquals(27 * 26, refused);
  }

  @Test
  void a_new_key_in_front_wraps_nothing_before_the_rotation() {
    TenantId tenant = fixture.tenant("rotates");
    byte[] sealed = seal(secrets, tenant, "row", "t.c");
    TenantSecrets both = secrets(NEW + "," + OLD);
    assertEquals(CANARY, open(both, tenant, "row", "t.c", sealed));
    TenantId fresh = fixture.tenant("in between");
    byte[] newer = seal(both, fresh, "row", "t.c");
    // A node that was not restarted yet.
    assertEquals(CANARY, open(secrets(OLD), fresh, "row", "t.c", newer));
    assertThrows(UnreadableSecret.class, () -> open(secrets(NEW), fresh, "row", "t.c", newer));
  }

  @Test
  void a_secret_that_a_rotation_would_not_find_is_not_sealed() {
    TenantId tenant = fixture.tenant("unregistered");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> seal(secrets, tenant, "row", "t.other"));
    assertTrue(String.valueOf(refused.getMessage()).contains("concordat_sealed"));
  }

  @Test
  void a_key_that_was_rolled_back_seals_nothing() {
    TenantId tenant = fixture.tenant("rolled back");
    assertThrows(
        IllegalArgumentException.class,
        () ->
            fixture.in(
                tenant,
                tx -> {
                  secrets.seal(tx, "row", "t.c", CANARY);
                  throw new IllegalArgumentException("undo");
                }));
    byte[] sealed = seal(secrets, tenant, "row", "t.c");
    assertEquals(CANARY, open(secrets(OLD), tenant, "row", "t.c", sealed));
  }

  @Test
  void a_bad_ring_is_refused_without_showing_a_key() {
    for (String ring :
        new String[] {"", "k1", "k1:short", ":" + key(1), OLD + "," + OLD, OLD + ","}) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class, () -> MasterKeys.parse(Secret.of(ring)), ring);
      assertFalse(String.valueOf(refused.getMessage()).contains(key(1)));
    }
  }

  private void refuses(TenantId tenant, String owner, String column, byte[] sealed) {
    assertThrows(UnreadableSecret.class, () -> open(secrets, tenant, owner, column, sealed));
  }

  private static byte[] seal(TenantSecrets with, TenantId tenant, String owner, String column) {
    return fixture.in(tenant, tx -> with.seal(tx, owner, column, CANARY));
  }

  private static Secret open(
      TenantSecrets with, TenantId tenant, String owner, String column, byte[] sealed) {
    return fixture.in(tenant, tx -> with.open(tx, owner, column, sealed));
  }

  private static TenantSecrets secrets(String ring) {
    return new TenantSecrets(
        KeyRing.fixed(MasterKeys.parse(Secret.of(ring))), InstantSource.system());
  }

  private static String key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return Base64.getEncoder().encodeToString(key);
  }
}
