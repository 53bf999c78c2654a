package io.concordat.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Handles;
import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * {@code Idempotency-Key}: the key is claimed, and its answer kept, in the transaction of the
 * write. A second request with the key waits for the first one's commit at the primary key; after a
 * rollback it writes itself. Refusals are not kept.
 */
public final class Idempotency {
  public static final Duration KEPT = Duration.ofHours(24);

  private static final JsonMapper JSON = new JsonMapper();
  static final String REPLAYED = "Idempotency-Replayed";

  private final InstantSource clock;

  public Idempotency(InstantSource clock) {
    this.clock = clock;
  }

  private record Key(Caller caller, String route, String value, String hash) {}

  private record Kept(String hash, int status, String headers, String body) {}

  public Written once(
      Tx tx, HttpRequest<?> request, Optional<byte[]> body, Caller caller, Supplier<Written> work) {
    Optional<Key> key = key(request, body, caller);
    return key.map(claimed -> once(tx, claimed, work)).orElseGet(work);
  }

  private static Optional<Key> key(HttpRequest<?> request, Optional<byte[]> body, Caller caller) {
    return Optional.ofNullable(request.getHeaders().get("Idempotency-Key"))
        .map(
            value -> {
              if (!value.matches("[\\x21-\\x7e]{1,255}")) {
                throw Refusal.of(
                    400,
                    "invalid_idempotency_key",
                    "Idempotency-Key takes 1 to 255 visible ASCII characters; a UUID does.");
              }
              String route = request.getMethodName() + " " + request.getPath();
              return new Key(caller, route, value, hash(request, body));
            });
  }

  private Written once(Tx tx, Key key, Supplier<Written> work) {
    Handle sql = Handles.of(tx);
    if (claim(sql, tx, key) == 0) {
      return replay(kept(sql, tx, key), key);
    }
    Written written = work.get();
    keep(sql, tx, key, written);
    return written;
  }

  private int claim(Handle sql, Tx tx, Key key) {
    Instant now = clock.instant();
    return sql.createUpdate(
            """
            insert into idempotency_keys as k
              (tenant_id, user_id, route, key, request_hash, created_at)
            values (:tenant, :user, :route, :key, :hash, :now)
            on conflict (tenant_id, user_id, route, key) do update
              set request_hash = excluded.request_hash, created_at = excluded.created_at
              where k.created_at < :expired""")
        .bindMap(identity(tx, key))
        .bind("hash", key.hash())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("expired", now.minus(KEPT).atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static Kept kept(Handle sql, Tx tx, Key key) {
    return sql.createQuery(
            """
            select request_hash, status, headers, body from idempotency_keys
            where tenant_id = :tenant and user_id = :user and route = :route and key = :key""")
        .bindMap(identity(tx, key))
        .map(
            (row, context) ->
                new Kept(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)))
        .one();
  }

  private static void keep(Handle sql, Tx tx, Key key, Written written) {
    sql.createUpdate(
            """
            update idempotency_keys set status = :status, headers = :headers::jsonb, body = :body
            where tenant_id = :tenant and user_id = :user and route = :route and key = :key""")
        .bindMap(identity(tx, key))
        .bind("status", written.status())
        .bind("headers", JSON.valueToTree(written.headers()).toString())
        .bind("body", written.body())
        .execute();
  }

  /** Forgets keys that nobody repeats any more. */
  static int purge(Tx tx, Instant now) {
    return Handles.of(tx)
        .createUpdate(
            "delete from idempotency_keys where tenant_id = :tenant and created_at < :expired")
        .bind("tenant", tx.tenant().value())
        .bind("expired", now.minus(KEPT).atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static Map<String, Object> identity(Tx tx, Key key) {
    return Map.of(
        "tenant", tx.tenant().value(),
        "user", key.caller().user().value(),
        "route", key.route(),
        "key", key.value());
  }

  private static Written replay(Kept kept, Key key) {
    if (!kept.hash().equals(key.hash())) {
      throw Refusal.of(
          422,
          "idempotency_key_reused",
          "This Idempotency-Key was used for another request: take a new one.");
    }
    Map<String, String> headers = new HashMap<>(headers(kept.headers()));
    headers.put(REPLAYED, "true");
    return new Written(kept.status(), headers, kept.body());
  }

  private static Map<String, String> headers(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept answer cannot be read back", e);
    }
  }

  private static String hash(HttpRequest<?> request, Optional<byte[]> body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String head = request.getUri() + "\n" + request.getHeaders().get("If-Match") + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      body.ifPresent(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
