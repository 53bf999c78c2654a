package io.concordat.identity;

import io.concordat.spi.identity.Caller;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** API tokens: stored as a hash, found before a tenant is known, narrowed by scopes. */
public final class Tokens {
  private static final String PREFIX = "cct_";

  /** How exactly it is noted when a token was used. */
  private static final Duration GRAIN = Duration.ofHours(1);

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final AcrossTenants.Reach routes;
  private final InstantSource clock;
  private final Recent recent;

  public Tokens(
      Tenancy tenancy,
      Transactions transactions,
      AcrossTenants across,
      InstantSource clock,
      Recent recent) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.routes = across.because("a bearer token names its tenant");
    this.clock = clock;
    this.recent = recent;
  }

  public record Created(UUID id, Secret token) {}

  /**
   * A token as its owner sees it: the token itself is never shown again.
   *
   * @param usedAt to the hour
   */
  public record Line(
      UUID id,
      String name,
      Optional<List<String>> scopes,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> usedAt) {}

  public Created create(Tx tx, NewToken draft) {
    Secret token = Opaque.generate(PREFIX);
    UUID id = UUID.randomUUID();
    TokenRows.insert(tx, id, Opaque.hash(token), draft, clock.instant());
    return new Created(id, token);
  }

  /** A user's tokens that are not revoked, newest first. */
  public List<Line> of(Tx tx, UserId user) {
    return TokenRows.of(tx, user);
  }

  /** False when the tenant has no such token, or it was revoked before. */
  public boolean revoke(Tx tx, UUID token) {
    Optional<byte[]> hash = TokenRows.revoke(tx, token, clock.instant());
    hash.ifPresent(it -> tx.afterCommit(() -> recent.forget(it)));
    return hash.isPresent();
  }

  /** Empty when the token is unknown, expired or revoked, or its user is inactive. */
  public Optional<Caller> authenticate(String token) {
    if (!Opaque.plausible(token, PREFIX)) {
      return Optional.empty();
    }
    byte[] hash = Opaque.hash(token);
    Instant now = clock.instant();
    return recent.find(hash, now).or(() -> look(hash, now));
  }

  private Optional<Caller> look(byte[] hash, Instant now) {
    long mark = recent.mark();
    return TokenRows.route(routes, hash)
        .flatMap(
            found ->
                tenancy.in(
                    found.tenant(),
                    () -> transactions.call(tx -> good(tx, found, hash, now, mark))));
  }

  private Optional<Caller> good(Tx tx, TokenRows.Route route, byte[] hash, Instant now, long mark) {
    return TokenRows.good(tx, route.token(), now)
        .map(
            good -> {
              if (good.usedAt().filter(at -> now.isBefore(at.plus(GRAIN))).isEmpty()) {
                TokenRows.used(tx, route.token(), now);
              }
              Caller caller =
                  new Caller(tx.tenant(), good.user(), Permissions.of(good.role(), good.scopes()));
              recent.put(hash, caller, now, good.expiresAt().orElse(Instant.MAX), mark);
              return caller;
            });
  }
}
