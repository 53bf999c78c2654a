package io.concordat.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.List;

/** The public documents: OpenID configuration and the list of clouds. */
final class Discovery {
  private final IdTokens idTokens;
  private volatile String baseUrl = "";

  Discovery(IdTokens idTokens) {
    this.idTokens = idTokens;
  }

  void baseUrl(String value) {
    baseUrl = value;
  }

  /**
   * Shared authorities name the issuer as a template, which a client fills with the {@code tid}.
   * Addresses are of the host that was asked, because a client takes keys from nowhere else.
   */
  Reply configuration(Authority authority, Request request) {
    String issuer =
        switch (authority) {
          case Authority.Home(var directory) -> directory.id();
          case Authority.Shared _ -> "{tenantid}";
        };
    String asked = request.header("host").map(host -> "http://" + host).orElse(baseUrl);
    String root = asked + "/" + authority.name();
    ObjectNode json = Json.object().put("issuer", idTokens.issuer() + "/" + issuer + "/v2.0");
    json.put("authorization_endpoint", root + "/oauth2/v2.0/authorize");
    json.put("token_endpoint", root + "/oauth2/v2.0/token");
    json.put("end_session_endpoint", root + "/oauth2/v2.0/logout");
    json.put("jwks_uri", root + "/discovery/v2.0/keys");
    lists(json);
    json.put("tenant_region_scope", "EU").put("cloud_instance_name", "microsoftonline.com");
    return Reply.json(200, json);
  }

  private static void lists(ObjectNode json) {
    json.set("response_types_supported", Json.strings(List.of("code")));
    json.set("response_modes_supported", Json.strings(List.of("query", "fragment", "form_post")));
    json.set("subject_types_supported", Json.strings(List.of("pairwise")));
    json.set("id_token_signing_alg_values_supported", Json.strings(List.of("RS256")));
    json.set("token_endpoint_auth_methods_supported", Json.strings(List.of("client_secret_post")));
    json.set(
        "scopes_supported", Json.strings(List.of("openid", "profile", "email", "offline_access")));
  }

  Reply keys() {
    return Reply.json(200, idTokens.keys());
  }

  /** What clients ask that do not know a host: the twin vouches for itself and for Microsoft. */
  Reply instance() {
    ObjectNode json =
        Json.object()
            .put(
                "tenant_discovery_endpoint",
                baseUrl + "/common/v2.0/.well-known/openid-configuration");
    json.put("api-version", "1.1");
    ObjectNode cloud = json.putArray("metadata").addObject();
    cloud.put("preferred_network", "login.microsoftonline.com");
    cloud.put("preferred_cache", "login.windows.net");
    cloud.set(
        "aliases",
        Json.strings(
            List.of("login.microsoftonline.com", "login.windows.net", "login.microsoft.com")));
    return Reply.json(200, json);
  }
}
