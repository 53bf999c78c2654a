package io.concordat.identity;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Tenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signing in with address and password. Unknown address, wrong password, inactive user and customer
 * are one answer after one computation; only the tenants' audit logs tell them apart.
 */
public final class SignIn {
  private static final String ACTION = "sign_in";

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final Tenants tenants;
  private final Accounts accounts;
  private final Passwords passwords;
  private final SignInLimits limits;
  private final Browsers browsers;
  private final Sessions sessions;
  private final Audit audit;

  SignIn(
      Tenancy tenancy,
      Transactions transactions,
      Tenants tenants,
      Accounts accounts,
      Passwords passwords,
      SignInLimits limits,
      Browsers browsers,
      Sessions sessions,
      Audit audit) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.tenants = tenants;
    this.accounts = accounts;
    this.passwords = passwords;
    this.limits = limits;
    this.browsers = browsers;
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * @param tenant which one, for an address that several have
   * @param network where it comes from
   * @param mark of a browser in which somebody signed in before
   * @param agent what the browser says that it is
   * @param before who was signed in in this browser; that session ends
   */
  public record Attempt(
      String email,
      Secret password,
      Optional<TenantId> tenant,
      String network,
      Optional<String> mark,
      String agent,
      Optional<Caller> before) {}

  /** What comes of it. */
  public sealed interface Outcome {
    /**
     * @param mark for the browser to keep
     */
    record In(TenantId tenant, UserId user, Sessions.Opened session, String mark)
        implements Outcome {}

    /** The password is right in several tenants. */
    record Choose(List<Choice> tenants) implements Outcome {}

    record Refused() implements Outcome {}

    record Limited(Duration retryAfter) implements Outcome {}

    /** Too many at once; it was not even looked at. */
    record Busy() implements Outcome {}
  }

  public record Choice(TenantId id, String name) {}

  public Outcome attempt(Attempt attempt) {
    String email = UserDirectory.key(attempt.email());
    Optional<String> browser = attempt.mark().flatMap(mark -> browsers.known(mark, email));
    var use = new SignInLimits.Attempt(email, attempt.network(), browser);
    Optional<Duration> wait = limits.use(use);
    if (wait.isPresent()) {
      audit.refused(ACTION, "limited");
      return new Outcome.Limited(wait.get());
    }
    List<Account> found = accounts.of(email, attempt.tenant());
    Optional<List<Account>> matching = matching(email, attempt.password(), found, browser);
    return matching
        .map(right -> decide(attempt, email, use, found, right))
        .orElseGet(Outcome.Busy::new);
  }

  private Optional<List<Account>> matching(
      String email, Secret password, List<Account> found, Optional<String> browser) {
    List<Account> open = found.stream().filter(it -> it.closed().isEmpty()).toList();
    List<String> hashes = open.stream().map(it -> it.hash().orElseThrow()).toList();
    Passwords.Lane lane =
        browser.isPresent() ? Passwords.Lane.KNOWN_BROWSER : Passwords.Lane.STRANGER;
    return passwords
        .check(email, password, hashes, lane)
        .map(
            same -> {
              List<Account> right = new ArrayList<>();
              for (int i = 0; i < open.size(); i++) {
                if (same.get(i)) {
                  right.add(open.get(i));
                }
              }
              return right;
            });
  }

  private Outcome decide(
      Attempt attempt,
      String email,
      SignInLimits.Attempt use,
      List<Account> found,
      List<Account> right) {
    if (right.isEmpty()) {
      return refused(attempt, found);
    }
    limits.forgive(use);
    if (right.size() > 1) {
      return new Outcome.Choose(right.stream().flatMap(it -> choice(it).stream()).toList());
    }
    return enter(attempt, email, right.getFirst());
  }

  private Optional<Choice> choice(Account account) {
    return tenants.name(account.tenant()).map(name -> new Choice(account.tenant(), name));
  }

  private Outcome refused(Attempt attempt, List<Account> found) {
    if (found.isEmpty()) {
      audit.refused(ACTION, "unknown_address");
    }
    for (Account account : found) {
      String reason = account.closed().orElse("wrong_password");
      in(account.tenant(), tx -> note(tx, account, "denied", attempt, Map.of("reason", reason)));
    }
    return new Outcome.Refused();
  }

  private Outcome enter(Attempt attempt, String email, Account account) {
    Optional<Sessions.Opened> opened =
        tenancy.in(account.tenant(), () -> transactions.call(tx -> opened(tx, attempt, account)));
    if (opened.isEmpty()) {
      return refused(attempt, List.of(account));
    }
    attempt.before().ifPresent(this::end);
    return new Outcome.In(account.tenant(), account.user(), opened.get(), browsers.mark(email));
  }

  /** Empty when the account is another one than the one whose password was right. */
  private Optional<Sessions.Opened> opened(Tx tx, Attempt attempt, Account account) {
    return UserRows.lockedAccount(tx, account.user())
        .filter(account::equals)
        .map(
            same -> {
              note(tx, account, "ok", attempt, Map.of());
              return sessions.open(tx, account.user(), "password", attempt.agent());
            });
  }

  private void end(Caller before) {
    before.session().ifPresent(id -> in(before.tenant(), tx -> sessions.close(tx, id)));
  }

  private void in(TenantId tenant, Transactions.Task task) {
    tenancy.run(tenant, () -> transactions.run(task));
  }

  private void note(
      Tx tx, Account account, String outcome, Attempt attempt, Map<String, String> why) {
    Map<String, String> detail = new HashMap<>(why);
    detail.put("how", "password");
    detail.put("network", attempt.network());
    audit.record(
        tx,
        new Audit.Entry(
            Optional.of(account.user()), ACTION, account.user().toString(), outcome, detail));
  }
}
