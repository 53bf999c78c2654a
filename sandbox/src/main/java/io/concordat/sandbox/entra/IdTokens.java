package io.concordat.sandbox.entra;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Signed id tokens and the keys they are checked with. */
public final class IdTokens {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final String EDOV = "xms_edov";

  private final TwinClock clock;
  private final Registry registry;
  private final List<SigningKey> keys = new ArrayList<>();
  private final Map<String, Set<String>> optionalClaims = new HashMap<>();
  private final List<Forgery> forgeries = new ArrayList<>();
  private volatile String issuer = "https://login.microsoftonline.com";

  public IdTokens(TwinClock clock, Registry registry) {
    this.clock = clock;
    this.registry = registry;
  }

  /** What issuers begin with: Microsoft's own address unless a test says otherwise. */
  public String issuer() {
    return issuer;
  }

  public void issuer(String value) {
    issuer = value;
  }

  /** What an app's registration asks for beyond the usual; the twin knows {@code xms_edov}. */
  public void optionalClaims(String clientId, Set<String> claims) {
    synchronized (keys) {
      optionalClaims.put(clientId, Set.copyOf(claims));
    }
  }

  /** The next tokens are forged so, one after the other, before honest ones come again. */
  public void forge(String how, ObjectNode claims, int times) {
    Forgery forgery = new Forgery(Forgery.How.of(how), claims);
    synchronized (keys) {
      for (int i = 0; i < times; i++) {
        forgeries.add(forgery);
      }
    }
  }

  public void honest() {
    synchronized (keys) {
      forgeries.clear();
    }
  }

  String token(Grants.Grant grant, Optional<String> nonce) {
    SigningKey key = signing();
    ObjectNode claims = claims(grant, nonce);
    return next()
        .map(forgery -> forged(key, forgery.how(), forgery.told(claims)))
        .orElseGet(() -> key.signed("RS256", claims));
  }

  private Optional<Forgery> next() {
    synchronized (keys) {
      return forgeries.isEmpty() ? Optional.empty() : Optional.of(forgeries.removeFirst());
    }
  }

  private static String forged(SigningKey key, Forgery.How how, ObjectNode claims) {
    return switch (how) {
      case PROPER -> key.signed("RS256", claims);
      case NONE -> key.unsigned(claims);
      case HS256 -> key.signedByItsPublicPart(claims);
      case WRONG -> SigningKey.made().called(key.id()).signed("RS256", claims);
      case UNKNOWN_KEY -> SigningKey.made().signed("RS256", claims);
    };
  }

  private ObjectNode claims(Grants.Grant grant, Optional<String> nonce) {
    Instant now = clock.instant();
    Account account = grant.account();
    ObjectNode claims = Json.object().put("aud", grant.app().id());
    claims.put("iss", issuer + "/" + grant.directoryId() + "/v2.0");
    claims.put("iat", now.getEpochSecond()).put("nbf", now.getEpochSecond());
    claims.put("exp", now.plusSeconds(3600).getEpochSecond());
    nonce.ifPresent(value -> claims.put("nonce", value));
    claims.put("sub", pairwise(grant)).put("tid", grant.directoryId());
    claims.put("uti", URL.encodeToString(bytes(UUID.randomUUID().toString())).substring(0, 22));
    claims.put("ver", "2.0");
    if (grant.scopes().contains("profile")) {
      claims.put("oid", account.oid()).put("name", account.name());
      claims.put("preferred_username", account.email());
    }
    if (grant.scopes().contains("email")) {
      claims.put("email", account.email());
      domainOwner(grant).ifPresent(proven -> claims.put(EDOV, proven));
    }
    return claims;
  }

  /** Whether the directory has proved the address's domain, if the app asks for it. */
  private Optional<Boolean> domainOwner(Grants.Grant grant) {
    synchronized (keys) {
      if (!optionalClaims.getOrDefault(grant.app().id(), Set.of()).contains(EDOV)) {
        return Optional.empty();
      }
    }
    String email = grant.account().email().toLowerCase(Locale.ROOT);
    String domain = email.substring(email.indexOf('@') + 1);
    return registry.directory(grant.directoryId()).map(home -> home.domains().contains(domain));
  }

  /** Another name for each app, always the same. */
  private static String pairwise(Grants.Grant grant) {
    String seed = grant.app().id() + grant.account().oid();
    return URL.encodeToString(bytes(UUID.nameUUIDFromBytes(bytes(seed)).toString()))
        .substring(0, 43);
  }

  /** The public keys, the signing one first; a key that was replaced stays for a while. */
  ObjectNode keys() {
    signing();
    ArrayNode list = Json.array();
    synchronized (keys) {
      keys.reversed().forEach(key -> list.add(json(key)));
    }
    ObjectNode json = Json.object();
    json.set("keys", list);
    return json;
  }

  private ObjectNode json(SigningKey key) {
    return key.published().put("issuer", issuer + "/{tenantid}/v2.0");
  }

  /** Signs with a new key from now on. */
  public void rotate() {
    synchronized (keys) {
      keys.add(SigningKey.made());
    }
  }

  public void reset() {
    synchronized (keys) {
      keys.clear();
      optionalClaims.clear();
      forgeries.clear();
    }
  }

  /** Making a key takes a while, so the first one is made once for all twins of a process. */
  private static final class First {
    private static final SigningKey KEY = SigningKey.made();
  }

  private SigningKey signing() {
    synchronized (keys) {
      if (keys.isEmpty()) {
        keys.add(First.KEY);
      }
      return keys.getLast();
    }
  }

  static String encode(ObjectNode node) {
    return URL.encodeToString(Json.bytes(node));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
