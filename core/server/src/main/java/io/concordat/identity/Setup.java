package io.concordat.identity;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import io.concordat.tenant.TenantTransactions;
import io.concordat.tenant.Tenants;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The first tenant and its first administrator, made by whoever can read a file of the machine.
 * Many nodes may each have a code; there is one first tenant.
 */
public final class Setup {
  private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
  private static final int LENGTH = 24;
  private static final int GROUP = 4;

  private final Tenancy tenancy;
  private final TenantTransactions transactions;
  private final AcrossTenants.Reach reach;
  private final Tenants tenants;
  private final UserDirectory users;
  private final Sessions sessions;
  private final Audit audit;
  private final InstantSource clock;

  Setup(
      Tenancy tenancy,
      TenantTransactions transactions,
      AcrossTenants across,
      Tenants tenants,
      UserDirectory users,
      Sessions sessions,
      Audit audit,
      InstantSource clock) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.reach = across.because("before the first tenant there is none");
    this.tenants = tenants;
    this.users = users;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  /** What comes of it. */
  public sealed interface Outcome {
    record Done(TenantId tenant, UserId administrator, Sessions.Opened session)
        implements Outcome {}

    /** The code is not one of ours. */
    record WrongCode() implements Outcome {}

    /** Somebody was here before. */
    record NotNeeded() implements Outcome {}
  }

  public boolean needed() {
    return tenants.none();
  }

  /** 120 random bits, to be typed. */
  public static Secret generate() {
    SecureRandom random = new SecureRandom();
    String code =
        random
            .ints(LENGTH, 0, ALPHABET.length())
            .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
            .collect(Collectors.joining());
    return Secret.of(code.replaceAll("(.{" + GROUP + "})(?!$)", "$1-"));
  }

  /** From here on this code is good, until there is a tenant. */
  public void accept(Secret code) {
    Instant now = clock.instant();
    reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into setup_codes (hash, created_at) values (:hash, :at)
                    on conflict do nothing""")
                .bind("hash", hash(code.reveal()))
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .execute());
  }

  /** Throws {@link IllegalArgumentException} when the name is none; the user was checked. */
  public Outcome make(String code, String tenantName, NewUser administrator, String agent) {
    String name = Tenants.checkedName(tenantName);
    if (!needed()) {
      return new Outcome.NotNeeded();
    }
    if (!good(code)) {
      audit.refused("setup", "wrong_code");
      return new Outcome.WrongCode();
    }
    TenantId tenant = new TenantId(UUID.randomUUID());
    return tenancy.in(
        tenant, () -> transactions.callFirst(tx -> make(tx, code, name, administrator, agent)));
  }

  private Outcome make(Tx tx, String code, String name, NewUser administrator, String agent) {
    tenants.lockFirst(tx);
    if (!tenants.none(tx) || SetupRows.takeAll(tx, hash(code)) == 0) {
      return new Outcome.NotNeeded();
    }
    tenants.create(tx, name);
    UserId user = users.create(tx, administrator).orElseThrow();
    note(tx, user, "tenant.create", tx.tenant().toString());
    note(tx, user, "user.create", user.toString());
    return new Outcome.Done(tx.tenant(), user, sessions.open(tx, user, "setup", agent));
  }

  private void note(Tx tx, UserId user, String action, String subject) {
    audit.record(
        tx, new Audit.Entry(Optional.of(user), action, subject, "ok", Map.of("by", "setup")));
  }

  private boolean good(String code) {
    return reach.call(
        handle ->
            handle
                .createQuery("select exists (select from setup_codes where hash = :hash)")
                .bind("hash", hash(code))
                .mapTo(Boolean.class)
                .one());
  }

  /** As it was typed. */
  private static byte[] hash(String code) {
    return Opaque.hash(code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
  }
}
