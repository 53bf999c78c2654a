package io.concordat.sso;

import java.util.Locale;

/** Why nobody was let in; for the audit log only, the browser hears of none of it. */
public enum Reason {
  // Before Microsoft is asked.
  NO_TENANT,
  BAD_RETURN_PATH,
  BINDING_NOT_CONFIGURED,
  PROFILE_ARCHIVED,
  PROFILE_CREDENTIALS_MISSING,
  PROFILE_INVALID,
  // What came back.
  MISSING_STATE,
  UNKNOWN_STATE,
  EXPIRED_STATE,
  OTHER_BROWSER,
  VENDOR_ERROR,
  MISSING_CODE,
  PROFILE_CHANGED,
  // Redeeming the code.
  CODE_REFUSED,
  CLIENT_REFUSED,
  VENDOR_UNAVAILABLE,
  // The id token.
  TOKEN_MISSING,
  TOKEN_MALFORMED,
  WRONG_ALGORITHM,
  UNKNOWN_KEY,
  WRONG_SIGNATURE,
  WRONG_VERSION,
  FOREIGN_ISSUER,
  FOREIGN_AUDIENCE,
  WRONG_NONCE,
  EXPIRED,
  NOT_YET_VALID,
  PERSONAL_ACCOUNT,
  // Who it is.
  ADDRESS_UNPROVEN,
  DOMAIN_UNVERIFIED,
  UNKNOWN_USER,
  LINKED_TO_ANOTHER,
  INACTIVE_USER,
  CLIENT_PORTAL_USER;

  /** Stable; what the audit log holds. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
