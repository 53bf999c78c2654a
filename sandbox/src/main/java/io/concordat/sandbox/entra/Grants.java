package io.concordat.sandbox.entra;

import io.concordat.sandbox.clock.TwinClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Consents, codes and tokens. */
public final class Grants {
  private static final Duration CODE_LIFE = Duration.ofMinutes(10);
  private static final int MANY = 20_000;

  private final SecureRandom random = new SecureRandom();
  private final TwinClock clock;
  private final Map<Party, Set<String>> consents = new HashMap<>();
  private final Map<String, Set<String>> adminConsents = new HashMap<>();
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Access> access = new HashMap<>();
  private final Map<String, Refresh> refresh = new LinkedHashMap<>();
  private Lives lives = Lives.ENTRA;
  private long issued;

  public Grants(TwinClock clock) {
    this.clock = clock;
  }

  /**
   * How long tokens live.
   *
   * @param access empty for what Entra does: between 60 and 90 minutes, another each time
   * @param idle how long an unused refresh token lives
   * @param grace how long a refresh token may be used again after its first use. Entra does not say
   *     when a rotated token dies; the twin lets it die at once, so that a client that forgets the
   *     new one is found out
   */
  public record Lives(Optional<Duration> access, Duration idle, Duration grace) {
    static final Lives ENTRA = new Lives(Optional.empty(), Duration.ofDays(90), Duration.ZERO);
  }

  public synchronized Lives lives() {
    return lives;
  }

  public synchronized void lives(Lives value) {
    lives = value;
  }

  public synchronized void reset() {
    consents.clear();
    adminConsents.clear();
    codes.clear();
    access.clear();
    refresh.clear();
    lives = Lives.ENTRA;
  }

  /** Tokens without a sign-in page. */
  public synchronized Tokens issueDirectly(App app, Account account) {
    Grant grant = new Grant(app, account, account.directoryId(), Scopes.all());
    consents.computeIfAbsent(grant.party(), _ -> new LinkedHashSet<>()).addAll(grant.scopes());
    return issue(grant, grant.scopes());
  }

  synchronized boolean consented(Party party, String directoryId, Set<String> scopes) {
    Set<String> all = new LinkedHashSet<>(consents.getOrDefault(party, Set.of()));
    all.addAll(adminConsents.getOrDefault(party.clientId() + directoryId, Set.of()));
    return all.containsAll(Scopes.ofResource(scopes)) || scopes.contains(Scopes.DEFAULT);
  }

  synchronized void consent(Party party, Set<String> scopes) {
    consents.computeIfAbsent(party, _ -> new LinkedHashSet<>()).addAll(scopes);
  }

  /** An administrator consents for everybody in a directory. */
  public synchronized void adminConsent(String clientId, String directoryId, Set<String> scopes) {
    adminConsents
        .computeIfAbsent(clientId + directoryId, _ -> new LinkedHashSet<>())
        .addAll(scopes);
  }

  synchronized boolean adminConsented(String clientId, String directoryId) {
    return adminConsents.containsKey(clientId + directoryId);
  }

  /** The code for the redirect. */
  synchronized String approve(Grant grant, Approval approval) {
    String code = "0." + random(120);
    codes.put(code, new Code(grant, approval, clock.instant().plus(CODE_LIFE), new Redeemed()));
    return code;
  }

  /** Redeems a code once. */
  synchronized Redemption redeem(String code, App app, String redirectUri, String verifier) {
    Code known = codes.get(code);
    if (known == null || !known.grant().app().id().equals(app.id())) {
      throw new AadError(70000);
    }
    if (known.redeemed().yes) {
      throw new AadError(54005);
    }
    if (!known.approval().redirectUri().equals(redirectUri)) {
      throw new AadError(500112);
    }
    known.redeemed().yes = true;
    if (clock.instant().isAfter(known.expires())) {
      throw new AadError(70008);
    }
    known.approval().challenge().verify(verifier);
    Grant grant = known.grant();
    return new Redemption(grant, issue(grant, grant.scopes()), known.approval().nonce());
  }

  synchronized Redemption refresh(String token, App app, Optional<Set<String>> wanted) {
    Refresh known = refresh.get(token);
    if (known == null || !known.grant.app().id().equals(app.id())) {
      throw new AadError(70000);
    }
    Instant now = clock.instant();
    known.check(now, lives);
    Grant grant = known.grant.with(wanted);
    if (!consented(grant.party(), grant.directoryId(), grant.scopes())) {
      throw new AadError(65001);
    }
    known.used = known.used.or(() -> Optional.of(now));
    return new Redemption(grant, issue(grant, known.grant.scopes()), Optional.empty());
  }

  /** Who holds a refresh token, for what stands against the person. */
  synchronized Optional<Account> holder(String token) {
    return Optional.ofNullable(refresh.get(token)).map(known -> known.grant.account());
  }

  /** A token for the app itself. */
  synchronized Tokens issueToApp(App app, String directoryId) {
    Bearer bearer =
        new Bearer(app.id(), directoryId, Optional.empty(), app.permissions(), nextEnd());
    return new Tokens(newAccess(bearer), Optional.empty(), app.permissions(), bearer.expires());
  }

  /** What was granted stays refreshable as a whole, whatever this access token may do. */
  private Tokens issue(Grant grant, Set<String> whole) {
    Bearer bearer =
        new Bearer(
            grant.app().id(),
            grant.directoryId(),
            Optional.of(grant.account()),
            grant.scopes(),
            nextEnd());
    Optional<String> refreshToken =
        whole.contains(Scopes.OFFLINE)
            ? Optional.of(newRefresh(grant.with(Optional.of(whole))))
            : Optional.empty();
    return new Tokens(newAccess(bearer), refreshToken, grant.scopes(), bearer.expires());
  }

  private Instant nextEnd() {
    Duration varied = Duration.ofSeconds(3600 + issued++ * 397 % 1800);
    return clock.instant().plus(lives.access().orElse(varied));
  }

  private String newAccess(Bearer bearer) {
    if (access.size() > MANY) { // a long run refreshes for ever
      access.values().removeIf(old -> old.bearer.expires().isBefore(clock.instant()));
    }
    String token = "EwB4A8l6BAAU" + random(180);
    access.put(token, new Access(bearer));
    return token;
  }

  private String newRefresh(Grant grant) {
    if (refresh.size() > MANY) {
      Instant longAgo = clock.instant().minus(lives.idle());
      refresh.values().removeIf(old -> old.used.orElse(Instant.MAX).isBefore(longAgo));
    }
    String token = "1.AXkA" + random(160);
    refresh.put(token, new Refresh(grant, clock.instant()));
    return token;
  }

  /** A password change, or an administrator's revocation: every token and consent ends. */
  public synchronized void revoke(Account account) {
    consents.keySet().removeIf(party -> party.oid().equals(account.oid()));
    refresh.values().stream().filter(r -> r.of(account)).forEach(r -> r.revoked = true);
    expireAccess(account);
  }

  /** Makes every access token of an account stale, its refresh tokens stay. */
  public synchronized void expireAccess(Account account) {
    access.values().removeIf(known -> known.bearer.account().equals(Optional.of(account)));
  }

  /** What stands behind a token that has not ended. */
  public synchronized Optional<Bearer> bearer(String token) {
    return Optional.ofNullable(access.get(token))
        .map(known -> known.bearer)
        .filter(bearer -> clock.instant().isBefore(bearer.expires()));
  }

  private String random(int bytes) {
    byte[] raw = new byte[bytes];
    random.nextBytes(raw);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }

  /** An account seen through one app. */
  record Party(String clientId, String oid) {}

  /** What one person allows one app. */
  record Grant(App app, Account account, String directoryId, Set<String> scopes) {
    Grant {
      scopes = Set.copyOf(scopes);
    }

    Party party() {
      return new Party(app.id(), account.oid());
    }

    Grant with(Optional<Set<String>> other) {
      return new Grant(app, account, directoryId, other.orElse(scopes));
    }
  }

  /** The parts of an authorization request that the code keeps. */
  record Approval(String redirectUri, Challenge challenge, Optional<String> nonce) {}

  /** Fresh tokens; the text form shows none of them. */
  public record Tokens(
      String accessToken, Optional<String> refreshToken, Set<String> scopes, Instant expires) {
    @Override
    public String toString() {
      return "Tokens[" + scopes + "]";
    }
  }

  /** Tokens, and what an id token beside them says. */
  record Redemption(Grant grant, Tokens tokens, Optional<String> nonce) {}

  private record Code(Grant grant, Approval approval, Instant expires, Redeemed redeemed) {}

  private static final class Redeemed {
    private boolean yes;
  }

  private record Access(Bearer bearer) {}

  private static final class Refresh {
    private final Grant grant;
    private final Instant since;
    private Optional<Instant> used = Optional.empty();
    private boolean revoked;

    Refresh(Grant grant, Instant since) {
      this.grant = grant;
      this.since = since;
    }

    boolean of(Account account) {
      return grant.account().oid().equals(account.oid());
    }

    void check(Instant now, Lives lives) {
      if (revoked) {
        throw new AadError(50173);
      }
      if (since.plus(lives.idle()).isBefore(now)) {
        throw new AadError(700082);
      }
      if (used.isPresent() && !now.isBefore(used.get().plus(lives.grace()))) {
        throw new AadError(70000, "The provided refresh token has been used already.");
      }
    }
  }
}
