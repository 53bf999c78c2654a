package io.concordat.web.page.profile;

import io.concordat.identity.Permissions;
import io.concordat.identity.Tokens;
import io.concordat.spi.page.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One's own API tokens.
 *
 * @param scopes that can be passed on
 * @param may whether new ones can be made
 */
public record TokensView(List<Tokens.Line> tokens, List<String> scopes, boolean may, Instant now) {
  private static final List<Integer> DAYS = List.of(30, 90, 365);

  /** How long a token could last. */
  public record Expiry(int days, Instant at) {}

  public List<Expiry> expiries() {
    return DAYS.stream().map(days -> new Expiry(days, now.plus(Duration.ofDays(days)))).toList();
  }

  /** What a scope allows, in words if there are any. */
  public static String scope(Words words, String scope) {
    String key = "tokens.scope." + scope.replace(':', '.');
    return words.knows(key) ? words.t(key) : scope;
  }

  /** As far as this edition knows them. */
  public List<String> shown(List<String> granted) {
    return granted.stream()
        .filter(scope -> scopes.contains(scope) || !scope.equals(Permissions.CALENDAR_CONNECT))
        .toList();
  }

  public boolean expired(Tokens.Line line) {
    return line.expiresAt().filter(at -> !at.isAfter(now)).isPresent();
  }
}
