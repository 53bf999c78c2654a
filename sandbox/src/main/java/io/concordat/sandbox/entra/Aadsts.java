package io.concordat.sandbox.entra;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The refusals of Entra by number.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes">the
 *     list</a>; what error word a number comes with is not in it everywhere, the rest is from
 *     experience
 */
final class Aadsts {
  private static final Map<Integer, Entry> ALL = new LinkedHashMap<>();
  private static final String GRANT = "invalid_grant";
  private static final String INTERACTION = "interaction_required";
  private static final String CLIENT = "invalid_client";
  private static final String UNAUTHORIZED = "unauthorized_client";
  private static final String REQUEST = "invalid_request";

  static {
    people();
    consent();
    grants();
    apps();
    requests();
  }

  private Aadsts() {}

  /**
   * What a number stands for.
   *
   * @param suberror empty when there is none
   */
  record Entry(int status, String error, String suberror, String text) {}

  /** The entry; a number that is not listed is a transient failure of the service. */
  static Entry of(int code) {
    return ALL.getOrDefault(
        code, new Entry(503, "temporarily_unavailable", "", "The service is unavailable."));
  }

  private static void put(int code, int status, String error, String suberror, String text) {
    ALL.put(code, new Entry(status, error, suberror, text));
  }

  private static void people() {
    put(50034, 400, GRANT, "", "The user account does not exist in the directory.");
    put(50020, 400, GRANT, "", "User account from another directory does not exist here.");
    put(50057, 400, GRANT, "", "The user account is disabled.");
    put(50053, 400, GRANT, "", "The account is locked.");
    put(50076, 400, INTERACTION, "basic_action", "You must use multi-factor authentication.");
    put(50079, 400, INTERACTION, "basic_action", "You must enroll in multi-factor authentication.");
    put(50158, 400, INTERACTION, "additional_action", "External challenge is not satisfied.");
    put(53000, 400, INTERACTION, "message_only", "Device is not in required device state.");
    put(53001, 400, INTERACTION, "message_only", "Device is not domain joined.");
    put(53002, 400, INTERACTION, "message_only", "The app is not an approved app.");
    put(53003, 400, INTERACTION, "message_only", "Access is blocked by Conditional Access.");
    put(53004, 400, INTERACTION, "message_only", "Enrollment in MFA is blocked.");
    put(50105, 400, INTERACTION, "", "The signed in user is not assigned to a role for the app.");
    put(50058, 400, "login_required", "", "Silent sign-in found no signed-in user.");
  }

  private static void consent() {
    put(65001, 400, GRANT, "consent_required", "The user or administrator has not consented.");
    put(65004, 400, "access_denied", "", "User declined to consent to access the app.");
    put(90094, 400, "access_denied", "", "Administrator consent is required.");
    put(90095, 400, "access_denied", "", "A request for administrator consent was sent.");
  }

  private static void grants() {
    put(70000, 400, GRANT, "", "The provided grant is invalid or malformed.");
    put(70008, 400, GRANT, "", "The provided authorization code or refresh token has expired.");
    put(700082, 400, GRANT, "", "The refresh token has expired due to inactivity.");
    put(700084, 400, GRANT, "", "The refresh token was issued to a single page app.");
    put(50173, 400, GRANT, "bad_token", "The provided grant has expired due to it being revoked.");
    put(50078, 400, GRANT, "basic_action", "Presented multi-factor authentication has expired.");
    put(70043, 400, GRANT, "bad_token", "The refresh token has expired by sign-in frequency.");
    put(70044, 400, GRANT, "bad_token", "The session has expired by sign-in frequency.");
    put(54005, 400, GRANT, "", "OAuth2 Authorization code was already redeemed.");
    put(501481, 400, GRANT, "", "The Code_Verifier does not match the code_challenge.");
    put(500112, 400, GRANT, "", "The reply address does not match the authorization request's.");
  }

  private static void apps() {
    put(50011, 400, REQUEST, "", "The redirect URI does not match those of the application.");
    put(700016, 400, UNAUTHORIZED, "", "Application was not found in the directory.");
    put(7000112, 400, UNAUTHORIZED, "", "Application is disabled.");
    put(7000215, 401, CLIENT, "", "Invalid client secret provided.");
    put(700021, 401, CLIENT, "", "The assertion's application is not the one of 'client_id'.");
    put(700023, 401, CLIENT, "", "Client assertion audience claim does not match Realm issuer.");
    put(700024, 401, CLIENT, "", "Client assertion is not within its valid time range.");
    put(700027, 401, CLIENT, "", "The certificate used to sign the assertion is not registered.");
    put(50027, 401, CLIENT, "", "JWT token is invalid or malformed.");
    put(7000218, 401, CLIENT, "", "The request body must contain client_assertion or secret.");
    put(7000222, 401, CLIENT, "", "The provided client secret keys are expired.");
    put(90002, 400, REQUEST, "", "Tenant not found.");
    put(50194, 400, REQUEST, "", "Application is not configured as a multi-tenant application.");
    put(50059, 400, REQUEST, "", "No tenant-identifying information found.");
    put(500011, 400, "invalid_resource", "", "The resource principal was not found.");
    put(9002331, 400, REQUEST, "", "Application is configured for work accounts only.");
  }

  private static void requests() {
    put(900144, 400, REQUEST, "", "The request body must contain a parameter.");
    put(9002313, 400, REQUEST, "", "Invalid request. Request is malformed or invalid.");
    put(70003, 400, "unsupported_grant_type", "", "The app requested an unsupported grant type.");
    put(70005, 400, "unsupported_response_type", "", "The response type is not supported.");
    put(70011, 400, "invalid_scope", "", "The provided value for 'scope' is not valid.");
    put(1002012, 400, "invalid_scope", "", "Client credential flows need a /.default scope.");
    put(650053, 400, CLIENT, "", "The application asked for a scope that does not exist.");
    put(50049, 503, "server_error", "", "NoSuchInstanceForDiscovery.");
    put(90033, 503, "temporarily_unavailable", "", "A transient error has occurred.");
    put(90024, 503, "temporarily_unavailable", "", "A transient error has occurred.");
    put(90055, 429, "temporarily_unavailable", "", "There are too many incoming requests.");
  }
}
