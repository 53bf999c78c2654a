package io.concordat.sandbox.entra;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Signed id tokens and the keys they are checked with. */
public final class IdTokens {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final TwinClock clock;
  private final List<Key> keys = new ArrayList<>();
  private volatile String issuer = "https://login.microsoftonline.com";

  public IdTokens(TwinClock clock) {
    this.clock = clock;
  }

  private record Key(String id, KeyPair pair) {}

  /** What issuers begin with: Microsoft's own address unless a test says otherwise. */
  public String issuer() {
    return issuer;
  }

  public void issuer(String value) {
    issuer = value;
  }

  String token(Grants.Grant grant, Optional<String> nonce) {
    Key key = signing();
    ObjectNode header = Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", key.id());
    String text = encode(header) + "." + encode(claims(grant, nonce));
    return text + "." + sign(key, text);
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
    }
    return claims;
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

  private ObjectNode json(Key key) {
    RSAPublicKey rsa = (RSAPublicKey) key.pair().getPublic();
    ObjectNode json = Json.object().put("kty", "RSA").put("use", "sig").put("kid", key.id());
    json.put("x5t", key.id()).put("n", number(rsa.getModulus()));
    json.put("e", number(rsa.getPublicExponent()));
    return json.put("issuer", issuer + "/{tenantid}/v2.0");
  }

  private static String number(BigInteger value) {
    byte[] raw = value.toByteArray();
    return URL.encodeToString(raw[0] == 0 ? Arrays.copyOfRange(raw, 1, raw.length) : raw);
  }

  /** Signs with a new key from now on. */
  public void rotate() {
    synchronized (keys) {
      keys.add(newKey());
    }
  }

  public void reset() {
    synchronized (keys) {
      keys.clear();
    }
  }

  /** Making a key takes a while, so the first one is made once for all twins of a process. */
  private static final class First {
    private static final Key KEY = newKey();
  }

  private Key signing() {
    synchronized (keys) {
      if (keys.isEmpty()) {
        keys.add(First.KEY);
      }
      return keys.getLast();
    }
  }

  private static Key newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      String id = URL.encodeToString(bytes(UUID.randomUUID().toString())).substring(0, 27);
      return new Key(id, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static String sign(Key key, String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.pair().getPrivate());
      signature.update(bytes(text));
      return URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  static String encode(ObjectNode node) {
    return URL.encodeToString(Json.bytes(node));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
