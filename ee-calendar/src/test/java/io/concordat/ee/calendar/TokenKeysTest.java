package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.Ground;
import io.concordat.ee.calendar.house.House;
import io.concordat.ee.calendar.house.Lent;
import io.concordat.ee.calendar.house.Tech;
import io.concordat.secret.KeyRing;
import io.concordat.secret.MasterKeys;
import io.concordat.secret.Rotation;
import io.concordat.secret.TenantSecrets;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The master key changes while calendars of both vendors are connected. */
class TokenKeysTest {
  private static final String OLD = "old:" + key(1);
  private static final String NEW = "new:" + key(2);
  private static final List<String> TABLES =
      List.of("google_calendar_provider_config", "microsoft_calendar_provider_config");

  private static final House house =
      House.open(Map.of("CONCORDAT_ENCRYPTION_KEY", OLD + "," + NEW));

  @AfterAll
  static void close() {
    house.close();
  }

  private static String key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return Base64.getEncoder().encodeToString(key);
  }

  @Test
  void every_token_is_sealed_again_and_both_calendars_go_on() {
    Tech tess = Tech.alone(house).connected();
    Tech olga = new Tech(house, house.microsoft, tess.tenant).connected();
    List<Kept> before = kept(tess.tenant);
    assertTrue(before.size() >= 3, before.size() + " tokens: too few to be a test");

    Rotation.Done done = rotation().run(() -> {}, d -> {}).orElseThrow();

    assertEquals(0, done.unreadable());
    assertEquals(0, done.left());
    assertEquals(Set.of(), done.needed());
    List<Kept> after = kept(tess.tenant);
    assertEquals(before.size(), after.size());
    each(tess.tenant, after, secrets(NEW)::openable);
    each(tess.tenant, after, secrets(OLD)::closed);
    each(tess.tenant, before, secrets(NEW)::closed);
    goesOn(tess);
    goesOn(olga);
  }

  /** With the tokens that it has, and when they have to be refreshed. */
  private static void goesOn(Tech tech) {
    tech.insert("before the hour");
    tech.sync();
    house.advance(Duration.ofHours(2));
    tech.insert("after the hour");
    tech.sync();
    assertEquals(Set.of("before the hour", "after the hour"), tech.titles());
    assertEquals("connected", tech.status());
  }

  private static Rotation rotation() {
    Ground ground = ((Lent) house.lent()).ground();
    return new Rotation(
        secrets(NEW + "," + OLD).secrets(),
        ground.tenants(),
        ground.tenancy(),
        ground.transactions(),
        ground.across(),
        ground.clock());
  }

  /** A process that has just started with these master keys. */
  private record Fresh(TenantSecrets secrets) {
    void openable(Tx tx, Kept kept) {
      assertTrue(!open(tx, kept).reveal().isEmpty());
    }

    void closed(Tx tx, Kept kept) {
      assertThrows(UnreadableSecret.class, () -> open(tx, kept), kept.column());
    }

    private Secret open(Tx tx, Kept kept) {
      return secrets.open(tx, kept.owner(), kept.column(), kept.sealed());
    }
  }

  private static Fresh secrets(String ring) {
    KeyRing keys = KeyRing.fixed(MasterKeys.parse(Secret.of(ring)));
    return new Fresh(new TenantSecrets(keys, ((Lent) house.lent()).clock()));
  }

  private static void each(TenantId tenant, List<Kept> all, BiConsumer<Tx, Kept> what) {
    house.in(
        tenant,
        tx -> {
          all.forEach(kept -> what.accept(tx, kept));
          return true;
        });
  }

  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  private record Kept(String column, String owner, byte[] sealed) {}

  private static List<Kept> kept(TenantId tenant) {
    return house.in(
        tenant,
        tx -> {
          var all = new ArrayList<Kept>();
          for (String table : TABLES) {
            for (String token : List.of("refresh_token", "access_token")) {
              kept(tx, table, token, all);
            }
          }
          return all;
        });
  }

  private static void kept(Tx tx, String table, String token, List<Kept> all) throws SQLException {
    try (var statement = tx.connection().createStatement();
        var rows =
            statement.executeQuery(
                "select provider_id, %1$s from %2$s where %1$s is not null"
                    .formatted(token, table))) {
      while (rows.next()) {
        all.add(new Kept(table + "." + token, rows.getString(1), rows.getBytes(2)));
      }
    }
  }
}
