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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Browser sessions of internal users: stored as a hash, found before a tenant is known. Every
 * sign-in opens a new one, so nobody can be made to use a session that somebody else knows.
 */
public final class Sessions {
  /** Not used for so long, it is over. */
  public static final Duration IDLE = Duration.ofHours(12);

  /** Used or not. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** How exactly it is noted when a session was used. */
  static final Duration GRAIN = Duration.ofMinutes(1);

  /** Of one user; the one that was used least recently makes room. */
  static final int MOST = 50;

  private static final String PREFIX = "ccs_";
  private static final int AGENT = 200;

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final AcrossTenants.Reach routes;
  private final InstantSource clock;
  private final Recent recent;

  public Sessions(
      Tenancy tenancy,
      Transactions transactions,
      AcrossTenants across,
      InstantSource clock,
      Recent recent) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.routes = across.because("a session cookie names its tenant");
    this.clock = clock;
    this.recent = recent;
  }

  /** A session that has just begun; the cookie is never shown again. */
  public record Opened(UUID id, Secret cookie, Instant expiresAt) {}

  /**
   * A session as its user sees it.
   *
   * @param how for example {@code password}
   * @param agent what the browser said that it is
   */
  public record Line(
      UUID id, String how, String agent, Instant createdAt, Instant seenAt, Instant expiresAt) {}

  public Opened open(Tx tx, UserId user, String how) {
    return open(tx, user, how, "");
  }

  public Opened open(Tx tx, UserId user, String how, String agent) {
    Instant now = clock.instant();
    String shown = agent.substring(0, Math.min(AGENT, agent.length()));
    SessionRows.prune(tx, user, now, MOST - 1).forEach(hash -> forget(tx, hash));
    Secret cookie = Opaque.generate(PREFIX);
    Line line = new Line(UUID.randomUUID(), how, shown, now, now, now.plus(LONGEST));
    SessionRows.insert(tx, user, Opaque.hash(cookie), line);
    return new Opened(line.id(), cookie, line.expiresAt());
  }

  /** Empty when the session is unknown or over, or its user is inactive or no internal one. */
  public Optional<Caller> authenticate(String cookie) {
    if (!Opaque.plausible(cookie, PREFIX)) {
      return Optional.empty();
    }
    byte[] hash = Opaque.hash(cookie);
    Instant now = clock.instant();
    return recent.find(hash, now).or(() -> look(hash, now));
  }

  private Optional<Caller> look(byte[] hash, Instant now) {
    long mark = recent.mark();
    return SessionRows.route(routes, hash)
        .flatMap(
            found ->
                tenancy.in(
                    found.tenant(),
                    () -> transactions.call(tx -> good(tx, found.session(), hash, now, mark))));
  }

  private Optional<Caller> good(Tx tx, UUID session, byte[] hash, Instant now, long mark) {
    return SessionRows.good(tx, session, now)
        .filter(good -> good.role().internal())
        .map(
            good -> {
              if (!now.isBefore(good.seenAt().plus(GRAIN))) {
                SessionRows.seen(tx, session, now);
              }
              Caller caller =
                  new Caller(
                      tx.tenant(), good.user(), good.role().permissions(), Optional.of(session));
              recent.put(hash, caller, now, good.end(), mark);
              return caller;
            });
  }

  /** A user's sessions that are not over, the one used last first. */
  public List<Line> of(Tx tx, UserId user) {
    return SessionRows.of(tx, user, clock.instant());
  }

  /** Those of these that are good now, with what they allow; asking is no use of them. */
  public Map<UUID, Set<String>> good(Tx tx, Collection<UUID> ids) {
    return SessionRows.good(tx, ids, clock.instant());
  }

  /** False when the tenant has no such session. */
  public boolean close(Tx tx, UUID id) {
    Optional<byte[]> hash = SessionRows.delete(tx, id);
    hash.ifPresent(it -> forget(tx, it));
    return hash.isPresent();
  }

  /** How many there were. */
  public int closeAll(Tx tx, UserId user) {
    return closeOthers(tx, user, Optional.empty());
  }

  /** All but this one. */
  public int closeOthers(Tx tx, UserId user, Optional<UUID> kept) {
    List<byte[]> hashes = SessionRows.deleteAll(tx, user, kept);
    hashes.forEach(hash -> forget(tx, hash));
    return hashes.size();
  }

  /** Of this tenant: those that are over. */
  public int purge(Tx tx) {
    return SessionRows.purge(tx, clock.instant());
  }

  private void forget(Tx tx, byte[] hash) {
    tx.afterCommit(() -> recent.forget(hash));
  }
}
