package io.concordat.identity;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passwords of users: changed by themselves, or set once by a code that an administrator made. */
public final class Credentials {
  /** Long enough to hand it over, which also invites new users. */
  static final Duration RESET = Duration.ofHours(24);

  private static final String PREFIX = "ccr_";
  private static final String CHANGE = "password.change";
  private static final String REDEEM = "password.reset";

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final AcrossTenants.Reach routes;
  private final Passwords passwords;
  private final SignInLimits limits;
  private final Sessions sessions;
  private final Audit audit;
  private final InstantSource clock;

  Credentials(
      Tenancy tenancy,
      Transactions transactions,
      AcrossTenants across,
      Passwords passwords,
      SignInLimits limits,
      Sessions sessions,
      Audit audit,
      InstantSource clock) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.routes = across.because("a code that sets a password names its tenant");
    this.passwords = passwords;
    this.limits = limits;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  /** What comes of setting a password. */
  public sealed interface Outcome {
    record Done() implements Outcome {}

    /** The current password, or the code, is not right. */
    record Wrong() implements Outcome {}

    /**
     * @param why completes "the password …"
     */
    record Weak(String why) implements Outcome {}

    record Limited(Duration retryAfter) implements Outcome {}

    record Busy() implements Outcome {}
  }

  /** A code that sets a password once; it is never shown again. */
  public record Reset(Secret code, Instant expiresAt) {}

  /** Of the caller, who knows the current one; the caller's other sessions end. */
  public Outcome change(Caller caller, Secret current, Secret fresh) {
    Optional<Account> found = transactions.call(tx -> UserRows.account(tx, caller.user()));
    Account account = found.orElseThrow();
    Optional<String> weakness = Passwords.weakness(fresh, account.email());
    if (weakness.isPresent()) {
      return new Outcome.Weak(weakness.get());
    }
    Optional<Duration> wait = limits.useOwn(caller.user().value());
    if (wait.isPresent()) {
      return new Outcome.Limited(wait.get());
    }
    return passwords
        .check(
            account.email(),
            current,
            account.hash().stream().toList(),
            Passwords.Lane.KNOWN_BROWSER)
        .map(same -> same.contains(true) ? changed(caller, account, fresh) : wrong(caller))
        .orElseGet(Outcome.Busy::new);
  }

  private Outcome changed(Caller caller, Account account, Secret fresh) {
    limits.forgiveOwn(caller.user().value());
    String hash = passwords.hash(account.email(), fresh);
    boolean same =
        transactions.call(
            tx -> {
              if (UserRows.lockedAccount(tx, caller.user()).filter(account::equals).isEmpty()) {
                return false;
              }
              UserRows.setPassword(tx, caller.user(), hash);
              ResetRows.forget(tx, caller.user());
              int ended = sessions.closeOthers(tx, caller.user(), caller.session());
              note(tx, caller.user(), CHANGE, "ok", Map.of("sessionsEnded", "" + ended));
              return true;
            });
    return same ? new Outcome.Done() : new Outcome.Wrong();
  }

  private Outcome wrong(Caller caller) {
    transactions.run(
        tx -> note(tx, caller.user(), CHANGE, "denied", Map.of("reason", "wrong_password")));
    return new Outcome.Wrong();
  }

  /** For an active internal user; an earlier code of the user is worth nothing any more. */
  public Reset issue(Tx tx, UserId user) {
    Secret code = Opaque.generate(PREFIX);
    Instant expiresAt = clock.instant().plus(RESET);
    ResetRows.replace(tx, user, Opaque.hash(code), expiresAt);
    return new Reset(code, expiresAt);
  }

  /** Sets the password of the code's user, once; all of the user's sessions end. */
  public Outcome redeem(String code, Secret fresh) {
    if (!Opaque.plausible(code, PREFIX)) {
      return unknown();
    }
    byte[] hash = Opaque.hash(code);
    Optional<TenantId> tenant = ResetRows.tenant(routes, hash);
    return tenant
        .map(found -> tenancy.in(found, () -> redeem(hash, fresh)))
        .orElseGet(this::unknown);
  }

  private Outcome redeem(byte[] hash, Secret fresh) {
    Optional<Account> account =
        transactions.call(
            tx -> ResetRows.user(tx, hash, clock.instant()).flatMap(id -> usable(tx, id)));
    if (account.isEmpty()) {
      return unknown();
    }
    Optional<String> weakness = Passwords.weakness(fresh, account.get().email());
    if (weakness.isPresent()) {
      return new Outcome.Weak(weakness.get());
    }
    String password = passwords.hash(account.get().email(), fresh);
    return transactions.call(tx -> redeemed(tx, hash, account.get().user(), password));
  }

  private static Optional<Account> usable(Tx tx, UserId id) {
    return UserRows.lockedAccount(tx, id).filter(it -> it.active() && it.role().internal());
  }

  private Outcome redeemed(Tx tx, byte[] hash, UserId user, String password) {
    if (!ResetRows.take(tx, hash, clock.instant()) || usable(tx, user).isEmpty()) {
      return unknown();
    }
    set(tx, user, password, REDEEM);
    return new Outcome.Done();
  }

  /** By an operator at the machine itself. */
  public void set(Tx tx, UserId user, Secret fresh) {
    Account account = UserRows.lockedAccount(tx, user).orElseThrow();
    set(tx, user, passwords.hash(account.email(), fresh), "password.set");
  }

  private void set(Tx tx, UserId user, String hash, String action) {
    UserRows.setPassword(tx, user, hash);
    ResetRows.forget(tx, user);
    int ended = sessions.closeAll(tx, user);
    note(tx, user, action, "ok", Map.of("sessionsEnded", "" + ended));
  }

  private Outcome unknown() {
    audit.refused("password_reset", "unknown");
    return new Outcome.Wrong();
  }

  /** The active internal user of this address, if there is one. */
  public List<UserId> idsOf(Tx tx, String email) {
    return UserRows.byEmail(tx, List.of(UserDirectory.key(email))).stream()
        .filter(row -> row.role().internal())
        .map(row -> row.user().id())
        .toList();
  }

  private void note(Tx tx, UserId user, String action, String outcome, Map<String, String> detail) {
    audit.record(tx, new Audit.Entry(Optional.of(user), action, user.toString(), outcome, detail));
  }
}
