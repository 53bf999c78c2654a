package io.concordat.ee.calendar.graph;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.TokenEndpoint.Denial;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * What a refusal of the token endpoint means, by {@code error} and {@code error_codes}, never by
 * text. Source: Microsoft Entra authentication and authorization error codes.
 */
final class EntraVerdict {
  /** Theirs, whatever else is said. */
  private static final Set<Integer> PASSING = Set.of(50049, 90006, 90012, 90020, 90033, 90055);

  /** The profile is wrong: unknown app or directory, bad or old secret, switched off. */
  private static final Set<Integer> PROFILE =
      Set.of(
          50011, 50194, 90002, 500011, 650052, 650057, 700016, 700027, 7000112, 7000215, 7000218,
          7000222);

  private static final int REDIRECT_MISMATCH = 50011;
  private static final Set<Integer> NO_CONSENT = Set.of(65001, 65004, 90094, 90095);

  private EntraVerdict() {}

  static Fault of(Answer answer, Instant now) {
    if (answer.status() == 429) {
      return new Fault.RateLimited(answer.retryAfter().ends(now));
    }
    if (!answer.explained() || answer.status() >= 500 || any(answer, PASSING)) {
      return new Fault.Transient(answer.retryAfter().ends(now));
    }
    return any(answer, PROFILE) ? new Fault.AppBroken() : explained(answer, now);
  }

  private static Fault explained(Answer answer, Instant now) {
    return switch (answer.code()) {
      case "invalid_grant", "interaction_required", "login_required", "consent_required" ->
          new Fault.ReconnectRequired();
      case "invalid_client", "unauthorized_client", "invalid_resource" -> new Fault.AppBroken();
      case "temporarily_unavailable", "server_error" ->
          new Fault.Transient(answer.retryAfter().ends(now));
      case "slow_down" -> new Fault.RateLimited(answer.retryAfter().ends(now));
      default -> new Fault.Rejected();
    };
  }

  /** Why a code brings no tokens though both sides work; empty: something is broken. */
  static Optional<Denial> denial(Answer answer) {
    if (!answer.explained() || answer.status() >= 500 || any(answer, PASSING)) {
      return Optional.empty();
    }
    if (answer.numbers().contains(REDIRECT_MISMATCH)) {
      return Optional.of(Denial.REDIRECT_MISMATCH);
    }
    if (any(answer, NO_CONSENT)) {
      return Optional.of(Denial.SCOPE_MISSING);
    }
    boolean dead = Set.of("invalid_grant", "interaction_required").contains(answer.code());
    return dead && !any(answer, PROFILE) ? Optional.of(Denial.BAD_CODE) : Optional.empty();
  }

  private static boolean any(Answer answer, Set<Integer> numbers) {
    return !Collections.disjoint(answer.numbers(), numbers);
  }
}
