package io.concordat.sso;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.sso.Dns.Answer;
import io.concordat.sso.LoginDomain.Status;
import io.concordat.sso.LoginDomain.Why;
import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which domains a tenant's people sign in from. Anybody may claim one, which only shows a button;
 * what counts is the proof in DNS, and one tenant at a time holds it.
 */
public final class LoginDomains {
  /** Of one tenant. */
  static final int MOST = 100;

  /** How often a proof is looked for again, and how soon once it is missing. */
  static final Duration EVERY = Duration.ofDays(1);

  static final Duration SOON = Duration.ofHours(1);

  /** How long a proof may be missing: a mistake in DNS is noticed and mended within days. */
  static final Duration GRACE = Duration.ofDays(3);

  private static final String ACTION = "login_domain.revoke";

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final AcrossTenants.Reach claims;
  private final Dns dns;
  private final Audit audit;
  private final InstantSource clock;

  public LoginDomains(
      Tenancy tenancy,
      Transactions transactions,
      AcrossTenants across,
      Dns dns,
      Audit audit,
      InstantSource clock) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.claims = across.because("a domain belongs to one tenant among all");
    this.dns = dns;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of a claim. */
  public sealed interface Requested {
    record Done(LoginDomain domain) implements Requested {}

    record Known() implements Requested {}

    record TooMany() implements Requested {}
  }

  /** What became of looking for a proof. */
  public sealed interface Looked {
    record Verified(LoginDomain domain) implements Looked {}

    /** The name servers say that the proof is not there. */
    record Unproven() implements Looked {}

    /** The name servers did not answer. */
    record Unanswered() implements Looked {}

    /** Somebody else holds the domain, and their proof stands too. */
    record Held() implements Looked {}

    record Gone() implements Looked {}
  }

  public Requested request(Tx tx, DomainName name) {
    if (DomainRows.all(tx).size() >= MOST) {
      return new Requested.TooMany();
    }
    LoginDomain domain =
        new LoginDomain(
            UUID.randomUUID(),
            name,
            Status.REQUESTED,
            Optional.empty(),
            LoginDomain.newProof(),
            1,
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    if (!DomainRows.insert(tx, domain)) {
      return new Requested.Known();
    }
    ClaimRows.put(tx, domain);
    return new Requested.Done(domain);
  }

  /** In the order of their names. */
  public List<LoginDomain> all(Tx tx) {
    return DomainRows.all(tx);
  }

  public Optional<LoginDomain> find(Tx tx, UUID id) {
    return DomainRows.find(tx, id);
  }

  /** The same, and nobody changes it before this transaction ends. */
  public Optional<LoginDomain> hold(Tx tx, UUID id) {
    return DomainRows.hold(tx, id);
  }

  /** Looks for the proof, so it must be called without a transaction. */
  public Looked verify(LoginDomain domain, UserId user) {
    return switch (dns.texts(domain.domain().proofName())) {
      case Answer.Silence silence -> new Looked.Unanswered();
      case Answer.Texts texts when domain.provedBy(texts) -> proved(domain, texts, user);
      case Answer.Texts texts -> new Looked.Unproven();
    };
  }

  private Looked proved(LoginDomain domain, Answer.Texts texts, UserId user) {
    TenantId tenant = tenancy.current();
    ClaimRows.of(claims, domain.domain()).stream()
        .filter(claim -> claim.verified() && !claim.tenant().equals(tenant))
        .filter(claim -> !stands(claim, texts))
        .forEach(this::takenFrom);
    return transactions.call(tx -> verified(tx, domain, user));
  }

  private static boolean stands(ClaimRows.Claim claim, Answer.Texts texts) {
    return texts.values().stream()
        .anyMatch(text -> Arrays.equals(Digest.sha256(text), claim.proofHash()));
  }

  private void takenFrom(ClaimRows.Claim claim) {
    tenancy.run(
        claim.tenant(),
        () ->
            transactions.run(
                tx ->
                    DomainRows.hold(tx, claim.domain())
                        .filter(LoginDomain::verified)
                        .ifPresent(lost -> lost(tx, lost, Why.TAKEN_OVER))));
  }

  private Looked verified(Tx tx, LoginDomain asked, UserId user) {
    Optional<LoginDomain> held =
        DomainRows.hold(tx, asked.id()).filter(now -> now.proof().equals(asked.proof()));
    if (held.isEmpty()) {
      return new Looked.Gone();
    }
    ClaimRows.put(tx, asked);
    boolean foreign =
        ClaimRows.hold(tx, asked.domain()).stream()
            .anyMatch(claim -> claim.verified() && !claim.tenant().equals(tx.tenant()));
    if (foreign) {
      return new Looked.Held();
    }
    Instant now = clock.instant();
    ClaimRows.verified(tx, asked.domain(), now);
    DomainRows.verified(tx, asked.id(), now);
    note(tx, Optional.of(user), "login_domain.verify", asked, Map.of());
    return new Looked.Verified(DomainRows.find(tx, asked.id()).orElseThrow());
  }

  /** By an administrator. Whoever was linked stays linked. */
  public LoginDomain revoke(Tx tx, LoginDomain domain) {
    ClaimRows.delete(tx, domain.domain());
    DomainRows.revoked(tx, domain.id(), Why.ADMINISTRATOR, clock.instant());
    return DomainRows.find(tx, domain.id()).orElseThrow();
  }

  public void delete(Tx tx, LoginDomain domain) {
    ClaimRows.delete(tx, domain.domain());
    DomainRows.delete(tx, domain.id());
  }

  /** Whether an address there is worth anything in this tenant. */
  boolean verified(Tx tx, DomainName name) {
    return DomainRows.named(tx, name).filter(LoginDomain::verified).isPresent();
  }

  /**
   * Whose button an address gets: the holder's, or else the only claimant's. Where several claim
   * and nobody proves, nobody gets one. One statement, whoever asks for whatever.
   */
  public Optional<TenantId> steer(DomainName name) {
    List<ClaimRows.Claim> all = ClaimRows.of(claims, name);
    return all.stream()
        .filter(ClaimRows.Claim::verified)
        .findFirst()
        .or(() -> all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty())
        .map(ClaimRows.Claim::tenant);
  }

  /** Looks for the current tenant's proofs that are due; called without a transaction. */
  public void recheck() {
    Instant now = clock.instant();
    transactions.call(DomainRows::all).stream()
        .filter(domain -> domain.verified() && due(domain, now))
        .forEach(this::recheck);
  }

  private static boolean due(LoginDomain domain, Instant now) {
    Duration wait = domain.missingSince().isPresent() ? SOON : EVERY;
    return domain.checkedAt().filter(at -> now.isBefore(at.plus(wait))).isEmpty();
  }

  private void recheck(LoginDomain domain) {
    switch (dns.texts(domain.domain().proofName())) {
      case Answer.Silence silence -> {} // No evidence of anything; the next round asks again.
      case Answer.Texts texts -> transactions.run(tx -> seen(tx, domain, domain.provedBy(texts)));
    }
  }

  private void seen(Tx tx, LoginDomain asked, boolean there) {
    Optional<LoginDomain> held =
        DomainRows.hold(tx, asked.id()).filter(now -> now.version() == asked.version());
    if (held.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Optional<Instant> missing =
        there ? Optional.empty() : held.get().missingSince().or(() -> Optional.of(now));
    if (missing.filter(since -> !now.isBefore(since.plus(GRACE))).isPresent()) {
      lost(tx, held.get(), Why.PROOF_LOST);
    } else {
      DomainRows.checked(tx, asked.id(), missing, now);
    }
  }

  private void lost(Tx tx, LoginDomain domain, Why why) {
    ClaimRows.delete(tx, domain.domain());
    DomainRows.revoked(tx, domain.id(), why, clock.instant());
    note(tx, Optional.empty(), ACTION, domain, Map.of("why", code(why)));
  }

  private void note(
      Tx tx, Optional<UserId> user, String action, LoginDomain domain, Map<String, String> more) {
    audit.record(tx, new Audit.Entry(user, action, domain.domain().ascii(), "ok", more));
  }

  /** Stable; what clients see. */
  public static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
