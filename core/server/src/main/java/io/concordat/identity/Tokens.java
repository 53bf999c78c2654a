package io.concordat.identity;

import io.concordat.spi.identity.Caller;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** API tokens: stored as a hash, found before a tenant is known, narrowed by scopes. */
public final class Tokens {
  private static final String PREFIX = "cct_";

  /** How long a revocation on another node may go unnoticed here. */
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private static final int REMEMBERED_AT_MOST = 10_000;

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final AcrossTenants.Reach routes;
  private final InstantSource clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  public Tokens(
      Tenancy tenancy, Transactions transactions, AcrossTenants across, InstantSource clock) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.routes = across.because("a bearer token names its tenant");
    this.clock = clock;
  }

  public record Created(UUID id, Secret token) {}

  /** A token as its owner sees it: the token itself is never shown again. */
  public record Line(
      UUID id,
      String name,
      Optional<List<String>> scopes,
      Instant createdAt,
      Optional<Instant> expiresAt) {}

  private record Remembered(Caller caller, Instant until) {}

  public Created create(Tx tx, NewToken draft) {
    byte[] bits = new byte[32];
    new SecureRandom().nextBytes(bits);
    String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    UUID id = UUID.randomUUID();
    TokenRows.insert(tx, id, hash(token), draft, clock.instant());
    return new Created(id, Secret.of(token));
  }

  /** A user's tokens that are not revoked, newest first. */
  public List<Line> of(Tx tx, UserId user) {
    return TokenRows.of(tx, user);
  }

  /** False when the tenant has no such token, or it was revoked before. */
  public boolean revoke(Tx tx, UUID token) {
    Optional<byte[]> hash = TokenRows.revoke(tx, token, clock.instant());
    hash.ifPresent(it -> tx.afterCommit(() -> remembered.remove(key(it))));
    return hash.isPresent();
  }

  /** After a change of a user or a role: nobody is known from before. */
  public void forget() {
    remembered.clear();
  }

  /** Empty when the token is unknown, expired or revoked, or its user is inactive. */
  public Optional<Caller> authenticate(String token) {
    if (!token.startsWith(PREFIX) || token.length() > 100) {
      return Optional.empty();
    }
    byte[] hash = hash(token);
    Instant now = clock.instant();
    Remembered known = remembered.get(key(hash));
    return known != null && now.isBefore(known.until())
        ? Optional.of(known.caller())
        : look(hash, now);
  }

  private Optional<Caller> look(byte[] hash, Instant now) {
    Optional<TokenRows.Route> route = TokenRows.route(routes, hash);
    return route.flatMap(
        found ->
            tenancy.in(found.tenant(), () -> transactions.call(tx -> good(tx, found, hash, now))));
  }

  private Optional<Caller> good(Tx tx, TokenRows.Route route, byte[] hash, Instant now) {
    Optional<TokenRows.Good> good = TokenRows.good(tx, route.token(), now);
    return good.map(it -> remember(tx, it, hash, now));
  }

  private Caller remember(Tx tx, TokenRows.Good good, byte[] hash, Instant now) {
    Caller caller =
        new Caller(tx.tenant(), good.user(), Permissions.of(good.role(), good.scopes()));
    Instant until = now.plus(REMEMBERED);
    Instant end = good.expiresAt().filter(until::isAfter).orElse(until);
    if (remembered.size() >= REMEMBERED_AT_MOST) {
      remembered.clear();
    }
    remembered.put(key(hash), new Remembered(caller, end));
    return caller;
  }

  private static String key(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
