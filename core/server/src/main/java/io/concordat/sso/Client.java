package io.concordat.sso;

import io.micronaut.security.oauth2.client.clientcredentials.ClientCredentialsConfiguration;
import io.micronaut.security.oauth2.configuration.OauthClientConfiguration;
import io.micronaut.security.oauth2.configuration.OpenIdClientConfiguration;
import io.micronaut.security.oauth2.configuration.endpoints.OauthAuthorizationEndpointConfiguration;
import io.micronaut.security.oauth2.configuration.endpoints.SecureEndpointConfiguration;
import io.micronaut.security.oauth2.grants.GrantType;
import java.util.List;
import java.util.Optional;

/** A profile as the claim validators want to see a client: they read its id. */
record Client(String id) implements OauthClientConfiguration {
  static final String NAME = "microsoft";

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public String getClientId() {
    return id;
  }

  /** They have no use for it. */
  @Override
  public String getClientSecret() {
    return "";
  }

  @Override
  public List<String> getScopes() {
    return List.of("openid", "profile", "email");
  }

  @Override
  public GrantType getGrantType() {
    return GrantType.AUTHORIZATION_CODE;
  }

  @Override
  public Optional<SecureEndpointConfiguration> getToken() {
    return Optional.empty();
  }

  @Override
  public Optional<OauthAuthorizationEndpointConfiguration> getAuthorization() {
    return Optional.empty();
  }

  @Override
  public Optional<ClientCredentialsConfiguration> getClientCredentials() {
    return Optional.empty();
  }

  @Override
  public Optional<SecureEndpointConfiguration> getIntrospection() {
    return Optional.empty();
  }

  @Override
  public Optional<SecureEndpointConfiguration> getRevocation() {
    return Optional.empty();
  }

  @Override
  public Optional<OpenIdClientConfiguration> getOpenid() {
    return Optional.empty();
  }
}
