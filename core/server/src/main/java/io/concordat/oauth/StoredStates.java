package io.concordat.oauth;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.oauth.OAuthStates;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** States in the database: found by their hash, taken once, told apart by the security log only. */
public final class StoredStates implements OAuthStates {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final String KIND = "oauth_state";
  private static final String COLUMN = "oauth_states.code_verifier";

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final AcrossTenants.Reach reach;
  private final Secrets secrets;
  private final Audit audit;
  private final InstantSource clock;

  public StoredStates(
      Tenancy tenancy,
      Transactions transactions,
      AcrossTenants across,
      Secrets secrets,
      Audit audit,
      InstantSource clock) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.reach = across.because("an OAuth callback brings only a state, and the state its tenant");
    this.secrets = secrets;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Issued issue(Tx tx, Draft draft) {
    String state = Pkce.random();
    String verifier = Pkce.random();
    byte[] hash = Pkce.sha256(state);
    byte[] sealed = secrets.seal(tx, owner(hash), COLUMN, Secret.of(verifier));
    Instant now = clock.instant();
    StateRows.purge(tx, now);
    StateRows.insert(tx, hash, new StateRows.Row(draft, sealed, now.plus(LIFETIME)));
    return new Issued(state, Pkce.challenge(verifier));
  }

  @Override
  public Optional<Taken> take(String purpose, String state, Optional<Caller> caller) {
    byte[] hash = Pkce.sha256(state);
    Optional<TenantId> tenant = StateRows.tenant(reach, hash);
    if (tenant.isEmpty()) {
      return refused("unknown");
    }
    Optional<UUID> session = caller.flatMap(Caller::session);
    Found found =
        tenancy.in(tenant.get(), () -> transactions.call(tx -> found(tx, hash, purpose, session)));
    return judged(found, caller.filter(it -> !it.tenant().equals(tenant.get())).isPresent());
  }

  /** What was taken, and why it is of no use, if it is not. */
  private record Found(Optional<Taken> taken, String reason) {}

  /**
   * Taken whatever comes of it, so that nobody gets a second try; except by another browser, which
   * must not be able to use up what is not its own.
   */
  private Found found(Tx tx, byte[] hash, String purpose, Optional<UUID> session) {
    return StateRows.take(tx, hash, session)
        .map(row -> opened(tx, hash, purpose, row))
        .orElseGet(() -> missing(StateRows.exists(tx, hash) ? "other_browser" : "unknown"));
  }

  private static Found missing(String reason) {
    return new Found(Optional.empty(), reason);
  }

  private Found opened(Tx tx, byte[] hash, String purpose, StateRows.Row row) {
    if (!clock.instant().isBefore(row.expiresAt())) {
      return missing("expired");
    }
    Draft draft = row.draft();
    if (!draft.purpose().equals(purpose)) {
      return missing("purpose");
    }
    Secret verifier = secrets.open(tx, owner(hash), COLUMN, row.codeVerifier());
    return new Found(
        Optional.of(
            new Taken(tx.tenant(), draft.user(), draft.redirectUri(), draft.subject(), verifier)),
        "");
  }

  private Optional<Taken> judged(Found found, boolean foreign) {
    if (found.taken().isEmpty()) {
      return refused(found.reason());
    }
    return foreign ? refused("foreign") : found.taken();
  }

  private Optional<Taken> refused(String reason) {
    audit.refused(KIND, reason);
    return Optional.empty();
  }

  private static String owner(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
