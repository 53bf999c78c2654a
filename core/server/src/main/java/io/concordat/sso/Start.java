package io.concordat.sso;

import io.concordat.microsoft.Consumers;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.microsoft.MicrosoftProfiles.Resolved;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.tenant.Tenants;
import io.micronaut.security.oauth2.endpoint.authorization.pkce.Pkce;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import okhttp3.HttpUrl;

/** The way to Microsoft: whose directory, by which profile, and what has to come back. */
public final class Start {
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /** Below the public URL. */
  private static final String CALLBACK = "/api/auth/microsoft/sso/callback";

  /** Nothing lasting is asked for. */
  private static final String SCOPES = "openid profile email";

  private static final String HOME = "/schedule";

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final Tenants tenants;
  private final LoginDomains domains;
  private final MicrosoftProfiles profiles;
  private final Journal journal;
  private final Places places;
  private final InstantSource clock;

  Start(
      Tenancy tenancy,
      Transactions transactions,
      Tenants tenants,
      LoginDomains domains,
      MicrosoftProfiles profiles,
      Journal journal,
      Places places,
      InstantSource clock) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.tenants = tenants;
    this.domains = domains;
    this.profiles = profiles;
    this.journal = journal;
    this.places = places;
    this.clock = clock;
  }

  /**
   * @param publicUrl where browsers reach us
   * @param login where browsers reach Entra
   */
  public record Places(URI publicUrl, URI login) {
    String callback() {
      return publicUrl + CALLBACK;
    }
  }

  /**
   * @param email its domain says whose directory it is, and Microsoft shows it in the form
   * @param tenant instead of an address, for a link of the tenant's own
   * @param returnTo where to go afterwards
   */
  public record Ask(Optional<String> email, Optional<UUID> tenant, Optional<String> returnTo) {}

  public sealed interface Started {
    /**
     * @param tag names the cookie of this flow among those of others
     */
    record Go(URI authorize, String tag, Ticket ticket) implements Started {}

    record Refused(String reference) implements Started {}
  }

  public Started begin(Ask ask) {
    Optional<String> home =
        ask.returnTo().isEmpty() ? Optional.of(HOME) : ReturnPath.of(ask.returnTo().get());
    if (home.isEmpty()) {
      return new Started.Refused(journal.refused(Reason.BAD_RETURN_PATH));
    }
    Optional<TenantId> tenant = ask.tenant().isPresent() ? named(ask) : steered(ask);
    return tenant
        .map(it -> tenancy.in(it, () -> transactions.call(tx -> begin(tx, ask, home.get()))))
        .orElseGet(() -> new Started.Refused(journal.refused(Reason.NO_TENANT)));
  }

  private Optional<TenantId> named(Ask ask) {
    return ask.tenant().map(TenantId::new).filter(id -> tenants.name(id).isPresent());
  }

  private Optional<TenantId> steered(Ask ask) {
    return ask.email().flatMap(DomainName::ofAddress).flatMap(domains::steer);
  }

  private Started begin(Tx tx, Ask ask, String returnTo) {
    return switch (profiles.resolve(tx, Consumers.MSP_SSO.name())) {
      case Resolved.NotReady(var why) ->
          new Started.Refused(journal.refused(tx, Refusal.of(reason(why))));
      case Resolved.Ready profile -> go(tx, ask, returnTo, profile);
    };
  }

  static Reason reason(MicrosoftProfiles.Reason why) {
    return switch (why) {
      case BINDING_NOT_CONFIGURED -> Reason.BINDING_NOT_CONFIGURED;
      case PROFILE_ARCHIVED -> Reason.PROFILE_ARCHIVED;
      case PROFILE_CREDENTIALS_MISSING -> Reason.PROFILE_CREDENTIALS_MISSING;
      case PROFILE_INVALID -> Reason.PROFILE_INVALID;
    };
  }

  private Started go(Tx tx, Ask ask, String returnTo, Resolved.Ready profile) {
    Instant now = clock.instant();
    String state = Digest.random();
    Ticket ticket = Ticket.made();
    FlowRows.purge(tx, now);
    FlowRows.insert(
        tx,
        Digest.sha256(state),
        new Flow(
            ticket.browser(),
            profile.profileId(),
            places.callback(),
            returnTo,
            now.plus(LIFETIME)));
    return new Started.Go(authorize(ask, profile, state, ticket), Ticket.tag(state), ticket);
  }

  private URI authorize(Ask ask, Resolved.Ready profile, String state, Ticket ticket) {
    Pkce pkce = ticket.pkce();
    HttpUrl.Builder address =
        HttpUrl.get(places.login().toString())
            .newBuilder()
            .addPathSegment(profile.directoryId())
            .addPathSegments("oauth2/v2.0/authorize")
            .addQueryParameter("client_id", profile.clientId())
            .addQueryParameter("response_type", "code")
            .addQueryParameter("response_mode", "query")
            .addQueryParameter("redirect_uri", places.callback())
            .addQueryParameter("scope", SCOPES)
            .addQueryParameter("state", state)
            .addQueryParameter("nonce", ticket.nonce())
            .addQueryParameter("code_challenge", pkce.getCodeChallenge())
            .addQueryParameter("code_challenge_method", pkce.getCodeChallengeMethod());
    // Whoever named nobody is asked who, even where Microsoft knows somebody already.
    ask.email()
        .ifPresentOrElse(
            email -> address.addQueryParameter("login_hint", email),
            () -> address.addQueryParameter("prompt", "select_account"));
    return address.build().uri();
  }
}
