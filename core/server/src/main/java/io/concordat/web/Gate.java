package io.concordat.web;

import io.concordat.audit.Noted;
import io.concordat.identity.Sessions;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.TenantGone;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who comes in: authentication by API token or else by session, tenant, forgery and permission, in
 * this order, inside the controller's method; what was denied is audited in the caller's tenant.
 */
@Singleton
public final class Gate {
  private static final String BEARER = "Bearer ";
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Authentication authentication;
  private final Sessions sessions;
  private final SessionCookies cookies;
  private final Forgery forgery;
  private final Tenancy tenancy;
  private final Transactions transactions;
  private final Audit audit;

  Gate(
      Authentication authentication,
      Sessions sessions,
      SessionCookies cookies,
      Forgery forgery,
      Tenancy tenancy,
      Transactions transactions,
      Audit audit) {
    this.authentication = authentication;
    this.sessions = sessions;
    this.cookies = cookies;
    this.forgery = forgery;
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** What an admitted caller gets. */
  @FunctionalInterface
  public interface Work {
    HttpResponse<?> answer(Caller caller) throws Exception;
  }

  /**
   * Lets in who has any of the permissions; none means that whoever is known may.
   *
   * @param action for the audit log, for example {@code schedule_entry.update}
   */
  public HttpResponse<?> enter(
      HttpRequest<?> request, String action, Set<String> anyOf, Work work) {
    try {
      return entered(request, action, anyOf, work);
    } catch (TenantGone gone) {
      // Known here from before it was deleted.
      throw unauthenticated("Bearer realm=\"concordat\", error=\"invalid_token\"");
    }
  }

  private HttpResponse<?> entered(
      HttpRequest<?> request, String action, Set<String> anyOf, Work work) {
    Caller caller = authenticated(request);
    return tenancy.in(
        caller.tenant(),
        () -> {
          try {
            forgery.refuse(request, caller);
            require(caller, anyOf, request);
            return noted(request, caller, action, work);
          } catch (Refusal refusal) {
            refusal.denial().ifPresent(denial -> note(caller, action, denial));
            throw refusal;
          }
        });
  }

  /** A change that nobody has recorded with its transaction is recorded now. */
  private HttpResponse<?> noted(HttpRequest<?> request, Caller caller, String action, Work work)
      throws Exception {
    Noted.Done<HttpResponse<?>> done = Noted.during(() -> work.answer(caller));
    HttpResponse<?> answer = done.result();
    boolean changes = !SAFE.contains(request.getMethod());
    if (changes
        && !done.noted()
        && answer.code() < 400
        && !answer.getHeaders().contains(Idempotency.REPLAYED)) {
      transactions.run(tx -> record(tx, caller, action, request.getPath(), "ok"));
    }
    return answer;
  }

  private static void require(Caller caller, Set<String> anyOf, HttpRequest<?> request) {
    if (!anyOf.isEmpty() && anyOf.stream().noneMatch(caller::may)) {
      throw Refusal.forbidden(
          "forbidden",
          "This needs the permission " + String.join(" or ", anyOf) + ".",
          request.getPath());
    }
  }

  private Caller authenticated(HttpRequest<?> request) {
    return caller(request)
        .orElseThrow(
            () ->
                unauthenticated(
                    "Bearer realm=\"concordat\""
                        + (bearer(request).isPresent() ? ", error=\"invalid_token\"" : "")));
  }

  /** The caller, if the request names one; nobody is turned away. A token wins over a cookie. */
  Optional<Caller> caller(HttpRequest<?> request) {
    Optional<String> token = bearer(request);
    return token.isPresent() ? token.flatMap(authentication::authenticate) : session(request);
  }

  /** Who is signed in in this browser, whatever token the request has. */
  public Optional<Caller> session(HttpRequest<?> request) {
    return cookies.of(request).flatMap(sessions::authenticate);
  }

  private static Optional<String> bearer(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(header -> header.substring(BEARER.length()).strip());
  }

  private static Refusal unauthenticated(String challenge) {
    return Refusal.of(
            401,
            "unauthenticated",
            "Sign in, or send a valid API token as \"Authorization: Bearer <token>\".")
        .with(HttpHeaders.WWW_AUTHENTICATE, challenge);
  }

  private void note(Caller caller, String action, Refusal.Denial denial) {
    transactions.run(tx -> record(tx, caller, action, denial.subject(), denial.outcome()));
  }

  private void record(Tx tx, Caller caller, String action, String subject, String outcome) {
    audit.record(
        tx, new Audit.Entry(Optional.of(caller.user()), action, subject, outcome, Map.of()));
  }
}
