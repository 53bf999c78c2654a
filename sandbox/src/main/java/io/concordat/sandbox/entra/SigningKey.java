package io.concordat.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of the directory, and tokens signed by it, well or badly. */
record SigningKey(String id, KeyPair pair) {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  static SigningKey made() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      String id = URL.encodeToString(bytes(UUID.randomUUID().toString())).substring(0, 27);
      return new SigningKey(id, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  SigningKey called(String other) {
    return new SigningKey(other, pair);
  }

  ObjectNode published() {
    RSAPublicKey rsa = (RSAPublicKey) pair.getPublic();
    ObjectNode json = Json.object().put("kty", "RSA").put("use", "sig").put("kid", id);
    json.put("x5t", id).put("n", number(rsa.getModulus()));
    return json.put("e", number(rsa.getPublicExponent()));
  }

  private static String number(BigInteger value) {
    byte[] raw = value.toByteArray();
    return URL.encodeToString(raw[0] == 0 ? Arrays.copyOfRange(raw, 1, raw.length) : raw);
  }

  String signed(String algorithm, ObjectNode claims) {
    String text = text(algorithm, claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(bytes(text));
      return text + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  String unsigned(ObjectNode claims) {
    ObjectNode header = Json.object().put("typ", "JWT").put("alg", "none");
    return IdTokens.encode(header) + "." + IdTokens.encode(claims) + ".";
  }

  /** What fools those who take the published key for whatever the token's header says. */
  String signedByItsPublicPart(ObjectNode claims) {
    String text = text("HS256", claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(pair.getPublic().getEncoded(), "HmacSHA256"));
      return text + "." + URL.encodeToString(mac.doFinal(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  private String text(String algorithm, ObjectNode claims) {
    ObjectNode header = Json.object().put("typ", "JWT").put("alg", algorithm).put("kid", id);
    return IdTokens.encode(header) + "." + IdTokens.encode(claims);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
