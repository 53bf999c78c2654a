package io.concordat.sso;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.security.oauth2.client.DefaultOpenIdProviderMetadata;
import io.micronaut.security.oauth2.endpoint.token.response.JWTOpenIdClaims;
import io.micronaut.security.oauth2.endpoint.token.response.validation.AudienceClaimValidator;
import io.micronaut.security.oauth2.endpoint.token.response.validation.AuthorizedPartyClaimValidator;
import io.micronaut.security.oauth2.endpoint.token.response.validation.IssuerClaimValidator;
import io.micronaut.security.oauth2.endpoint.token.response.validation.NonceClaimValidator;
import io.micronaut.security.token.jwt.signature.jwks.DefaultJwkValidator;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The checks of an id token, in the order in which a forger would meet them. Pure but for the keys.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/entra/identity-platform/id-tokens#validate-tokens">what
 *     Microsoft asks for</a>
 */
final class IdToken {
  /** What clocks may differ by; what Microsoft's own libraries allow. */
  static final Duration SKEW = Duration.ofMinutes(5);

  /** The directory of all personal accounts. */
  static final UUID PERSONAL = UUID.fromString("9188040d-6c67-4c5b-b112-36a304b66dad");

  private static final int LONGEST = 32 * 1024;
  private static final int FEWEST_BITS = 2048;
  private static final Set<String> YES = Set.of("true", "1");

  private static final DefaultJwkValidator SIGNATURE = new DefaultJwkValidator();
  private static final AudienceClaimValidator AUDIENCE = new AudienceClaimValidator();
  private static final AuthorizedPartyClaimValidator PARTY = new AuthorizedPartyClaimValidator();
  private static final IssuerClaimValidator ISSUER = new IssuerClaimValidator();
  private static final NonceClaimValidator NONCE = new NonceClaimValidator();

  private IdToken() {}

  /** Who it is, or why it is nobody. */
  sealed interface Checked {
    record Good(Person person) implements Checked {}

    record Bad(Reason reason) implements Checked {}
  }

  /**
   * @param keys the published key of a name
   */
  static Checked check(
      String token, Function<String, Optional<PublishedKey>> keys, Expected expected) {
    if (token.isEmpty()) {
      return new Checked.Bad(Reason.TOKEN_MISSING);
    }
    try {
      JWT parsed = JWTParser.parse(token.substring(0, Math.min(LONGEST, token.length())));
      return parsed instanceof SignedJWT signed && signed.getHeader().getAlgorithm() != null
          ? signed(signed, keys, expected)
          : new Checked.Bad(Reason.WRONG_ALGORITHM);
    } catch (ParseException | IllegalArgumentException e) {
      return new Checked.Bad(Reason.TOKEN_MALFORMED);
    }
  }

  private static Checked signed(
      SignedJWT token, Function<String, Optional<PublishedKey>> keys, Expected expected)
      throws ParseException {
    // Before a key is looked at: which algorithm it is for is not the token's to say.
    if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
      return new Checked.Bad(Reason.WRONG_ALGORITHM);
    }
    String name = token.getHeader().getKeyID();
    Optional<PublishedKey> key = name == null ? Optional.empty() : keys.apply(name);
    if (key.isEmpty() || key.get().key().size() < FEWEST_BITS) {
      return new Checked.Bad(Reason.UNKNOWN_KEY);
    }
    if (!SIGNATURE.validate(token, key.get().key())) {
      return new Checked.Bad(Reason.WRONG_SIGNATURE);
    }
    JWTClaimsSet claims = token.getJWTClaimsSet();
    Optional<Reason> wrong =
        wrong(claims, key.get(), expected).or(() -> untimely(claims, expected));
    return wrong.<Checked>map(Checked.Bad::new).orElseGet(() -> person(claims));
  }

  private static Optional<Reason> wrong(JWTClaimsSet claims, PublishedKey key, Expected expected) {
    var told = new JWTOpenIdClaims(claims);
    var client = new Client(expected.clientId());
    var provider = new DefaultOpenIdProviderMetadata(Client.NAME);
    provider.setIssuer(expected.issuerFor(text(claims, "tid").orElse("")));
    if (!"2.0".equals(text(claims, "ver").orElse(""))) {
      return Optional.of(Reason.WRONG_VERSION);
    }
    if (!ISSUER.validate(told, client, provider) || !ofTheDirectory(claims, key, expected)) {
      return Optional.of(Reason.FOREIGN_ISSUER);
    }
    if (!AUDIENCE.validate(told, client, provider) || !PARTY.validate(told, client, provider)) {
      return Optional.of(Reason.FOREIGN_AUDIENCE);
    }
    return NONCE.validate(told, client, provider, expected.nonce())
        ? Optional.empty()
        : Optional.of(Reason.WRONG_NONCE);
  }

  /** The issuer, {@code tid}, the profile and the key have to name one directory. */
  private static boolean ofTheDirectory(JWTClaimsSet claims, PublishedKey key, Expected expected) {
    Optional<UUID> directory = id(claims, "tid");
    if (directory.isEmpty()
        || expected.directory().filter(wanted -> !wanted.equals(directory.get())).isPresent()) {
      return false;
    }
    String name = text(claims, "tid").orElse("");
    String issuer = String.valueOf(claims.getIssuer());
    return issuer.contains("/" + name + "/")
        && key.issuer().map(of -> of.replace("{tenantid}", name).equals(issuer)).orElse(true);
  }

  private static Optional<Reason> untimely(JWTClaimsSet claims, Expected expected) {
    Instant early = expected.now().plus(SKEW);
    Instant late = expected.now().minus(SKEW);
    if (!is(claims.getExpirationTime(), late::isBefore)) {
      return Optional.of(Reason.EXPIRED);
    }
    boolean begun =
        claims.getNotBeforeTime() == null
            || is(claims.getNotBeforeTime(), at -> !at.isAfter(early));
    return begun && is(claims.getIssueTime(), at -> !at.isAfter(early))
        ? Optional.empty()
        : Optional.of(Reason.NOT_YET_VALID);
  }

  private static boolean is(@Nullable Date time, Function<Instant, Boolean> as) {
    return time != null && as.apply(time.toInstant());
  }

  private static Checked person(JWTClaimsSet claims) {
    Optional<UUID> object = id(claims, "oid");
    UUID directory = id(claims, "tid").orElseThrow();
    if (object.isEmpty()) {
      return new Checked.Bad(Reason.TOKEN_MALFORMED);
    }
    if (directory.equals(PERSONAL)) {
      return new Checked.Bad(Reason.PERSONAL_ACCOUNT);
    }
    // Told as true, "true", 1 or "1"; anything else is no.
    boolean proven = YES.contains(String.valueOf(claims.getClaim("xms_edov")));
    return new Checked.Good(new Person(directory, object.get(), text(claims, "email"), proven));
  }

  private static Optional<String> text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Optional<UUID> id(JWTClaimsSet claims, String name) {
    return text(claims, name)
        .filter(text -> text.matches("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"))
        .map(UUID::fromString);
  }
}
