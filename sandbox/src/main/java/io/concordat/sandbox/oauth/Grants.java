package io.concordat.sandbox.oauth;

import io.concordat.sandbox.clock.TwinClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything Google's sign-in remembers: clients, accounts, consents, codes and tokens. */
public final class Grants {
  static final Duration CODE_LIFE = Duration.ofMinutes(10);
  public static final Duration ACCESS_LIFE = Duration.ofSeconds(3599);
  private static final Duration REFRESH_IDLE = Duration.ofDays(183);

  /** https://developers.google.com/identity/protocols/oauth2#expiration */
  private static final Duration TESTING = Duration.ofDays(7);

  private static final int REFRESH_PER_CLIENT = 100;

  private final SecureRandom random = new SecureRandom();
  private final TwinClock clock;
  private final Map<String, Client> clients = new LinkedHashMap<>();
  private final Set<String> accounts = new LinkedHashSet<>();
  private final Map<Party, Set<String>> consents = new HashMap<>();
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Access> access = new HashMap<>();
  private final Map<String, Refresh> refresh = new LinkedHashMap<>();

  public Grants(TwinClock clock) {
    this.clock = clock;
  }

  public synchronized void reset() {
    clients.clear();
    accounts.clear();
    consents.clear();
    codes.clear();
    access.clear();
    refresh.clear();
  }

  public synchronized void addAccount(String email) {
    accounts.add(email);
  }

  public synchronized boolean hasAccount(String email) {
    return accounts.contains(email);
  }

  public synchronized List<String> accounts() {
    return List.copyOf(accounts);
  }

  public synchronized void register(Client client) {
    clients.put(client.id(), client);
  }

  public synchronized Optional<Client> client(String id) {
    return Optional.ofNullable(clients.get(id));
  }

  /** A client with made-up credentials. */
  public Client newClient(List<String> redirectUris) {
    return new Client(
        random(12) + ".apps.googleusercontent.com", "GOCSPX-" + random(21), redirectUris);
  }

  /** Tokens without a consent page; they do not count as the account's first consent. */
  public synchronized Tokens issueDirectly(String email, String clientId) {
    Party party = new Party(clientId, email);
    Set<String> scopes = Scopes.all();
    return new Tokens(
        newAccess(party, scopes), Optional.of(newRefresh(party, scopes)), scopes, Optional.empty());
  }

  synchronized Set<String> consented(Party party) {
    return Set.copyOf(consents.getOrDefault(party, Set.of()));
  }

  /** Stores the consent and returns the code for the redirect. */
  synchronized String approve(Party party, Set<String> scopes, Approval approval) {
    boolean first = !consents.containsKey(party);
    consents.computeIfAbsent(party, _ -> new LinkedHashSet<>()).addAll(scopes);
    boolean refreshable = approval.offline() && (first || approval.forced());
    String code = "4/0A" + random(40);
    Instant end = clock.instant().plus(CODE_LIFE);
    codes.put(code, new Code(party, scopes, approval, refreshable, end, new Issued()));
    return code;
  }

  /** Redeems a code once; a second attempt revokes what the first one got. */
  synchronized Tokens redeem(String code, Client client, String redirectUri, String verifier) {
    Code known = codes.get(code);
    if (known == null || !known.party().clientId().equals(client.id())) {
      throw OAuthError.invalidGrant("Malformed auth code.");
    }
    if (known.issued().used) {
      known.issued().tokens.forEach(this::forget);
      throw OAuthError.invalidGrant("Code was already redeemed.");
    }
    if (!known.approval().redirectUri().equals(redirectUri)) {
      throw new OAuthError(400, "redirect_uri_mismatch", "Bad Request");
    }
    known.issued().used = true;
    if (clock.instant().isAfter(known.expires())) {
      throw OAuthError.invalidGrant("Code has expired.");
    }
    known.approval().challenge().verify(verifier);
    return issue(known);
  }

  private Tokens issue(Code code) {
    String token = newAccess(code.party(), code.scopes());
    code.issued().tokens.add(token);
    Optional<String> refreshToken =
        code.refreshable()
            ? Optional.of(newRefresh(code.party(), code.scopes()))
            : Optional.empty();
    refreshToken.ifPresent(code.issued().tokens::add);
    return new Tokens(
        token, refreshToken, code.scopes(), refreshToken.flatMap(made -> ends(refresh.get(made))));
  }

  synchronized Tokens refresh(String token, Client client, Optional<Set<String>> narrowed) {
    Refresh known = refresh.get(token);
    if (known == null || !known.party().clientId().equals(client.id()) || idle(known)) {
      throw OAuthError.invalidGrant("Token has been expired or revoked.");
    }
    Set<String> scopes = narrowed.orElse(known.scopes());
    if (!known.scopes().containsAll(scopes)) {
      throw new OAuthError(400, "invalid_scope", "Some requested scopes were not granted.");
    }
    Refresh used = new Refresh(known.party(), known.scopes(), clock.instant(), known.begun());
    refresh.put(token, used);
    return new Tokens(newAccess(known.party(), scopes), Optional.empty(), scopes, ends(used));
  }

  private boolean idle(Refresh token) {
    Instant now = clock.instant();
    return token.lastUsed().plus(REFRESH_IDLE).isBefore(now)
        || end(token).filter(at -> !at.isAfter(now)).isPresent();
  }

  private Optional<Instant> end(Refresh token) {
    return client(token.party().clientId())
        .filter(Client::testing)
        .map(client -> token.begun().plus(TESTING));
  }

  /** For how long yet, where the grant is limited. */
  private Optional<Duration> ends(@Nullable Refresh token) {
    return Optional.ofNullable(token)
        .flatMap(this::end)
        .map(at -> Duration.between(clock.instant(), at));
  }

  /** Ends the whole grant of the token's account and client; false if the token is unknown. */
  synchronized boolean revoke(String token) {
    Access a = access.get(token);
    Refresh r = refresh.get(token);
    if (a == null && r == null) {
      return false;
    }
    end(a != null ? a.party() : Objects.requireNonNull(r).party());
    return true;
  }

  /** What the account's owner does in the security settings: every grant of the account ends. */
  public synchronized void revokeAccount(String email) {
    clients.keySet().forEach(client -> end(new Party(client, email)));
  }

  /** Makes every access token of an account stale, its refresh tokens stay. */
  public synchronized void expireAccess(String email) {
    access.values().removeIf(token -> token.party().email().equals(email));
  }

  private void end(Party party) {
    consents.remove(party);
    access.values().removeIf(token -> token.party().equals(party));
    refresh.values().removeIf(token -> token.party().equals(party));
  }

  public synchronized Optional<Caller> caller(String token) {
    return Optional.ofNullable(access.get(token))
        .filter(known -> clock.instant().isBefore(known.expires()))
        .map(known -> new Caller(known.party().email(), known.party().clientId(), known.scopes()));
  }

  private String newAccess(Party party, Set<String> scopes) {
    if (access.size() > 10_000) { // a long run refreshes for ever
      access.values().removeIf(old -> old.expires().isBefore(clock.instant()));
    }
    String token = "ya29.a0" + random(96);
    access.put(token, new Access(party, Set.copyOf(scopes), clock.instant().plus(ACCESS_LIFE)));
    return token;
  }

  private String newRefresh(Party party, Set<String> scopes) {
    List<String> live = new ArrayList<>();
    refresh.forEach(
        (token, known) -> {
          if (known.party().equals(party)) {
            live.add(token);
          }
        });
    if (live.size() >= REFRESH_PER_CLIENT) {
      refresh.remove(live.getFirst());
    }
    String token = "1//0" + random(64);
    Instant now = clock.instant();
    refresh.put(token, new Refresh(party, Set.copyOf(scopes), now, now));
    return token;
  }

  private void forget(String token) {
    access.remove(token);
    refresh.remove(token);
  }

  private String random(int bytes) {
    byte[] raw = new byte[bytes];
    random.nextBytes(raw);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }

  /** An account seen through one client. */
  record Party(String clientId, String email) {}

  /** The parts of an authorization request that the code keeps. */
  record Approval(String redirectUri, Challenge challenge, boolean offline, boolean forced) {}

  /** Fresh tokens; the text form shows none of them. */
  public record Tokens(
      String accessToken,
      Optional<String> refreshToken,
      Set<String> scopes,
      Optional<Duration> grantEnds) {
    @Override
    public String toString() {
      return "Tokens[" + scopes + "]";
    }
  }

  private record Code(
      Party party,
      Set<String> scopes,
      Approval approval,
      boolean refreshable,
      Instant expires,
      Issued issued) {}

  private static final class Issued {
    private boolean used;
    private final List<String> tokens = new ArrayList<>();
  }

  private record Access(Party party, Set<String> scopes, Instant expires) {}

  private record Refresh(Party party, Set<String> scopes, Instant lastUsed, Instant begun) {}
}
