package io.concordat.ee.calendar.provider;

import java.util.Map;
import java.util.Set;

/** The closed list of error codes a provider can carry, with what to do; never vendor text. */
public final class Trouble {
  public static final String RECONNECT = "reconnect_required";
  public static final String APP = "google_app_rejected";
  public static final String APP_MISSING = "google_app_missing";
  public static final String RATE = "rate_limited";
  public static final String QUOTA = "quota_exceeded";
  public static final String FORBIDDEN = "calendar_forbidden";
  public static final String VENDOR = "vendor_unavailable";
  public static final String SECRET = "secret_unreadable";
  public static final String INTERNAL = "internal_error";

  static final Set<String> PERMANENT = Set.of(FORBIDDEN, APP, APP_MISSING, SECRET, INTERNAL);

  private static final Map<String, String> REMEDIES =
      Map.of(
          RECONNECT, "Google no longer accepts the stored consent: connect the calendar again.",
          APP, "Google rejects the tenant's OAuth app: check its client id and secret.",
          APP_MISSING, "The tenant has no Google OAuth app: enter one in the settings.",
          RATE, "Google asked for a pause; the sync goes on by itself.",
          QUOTA, "Google's quota is used up; the sync goes on by itself when it is renewed.",
          FORBIDDEN, "The account may not read or write this calendar: check its sharing.",
          VENDOR, "Google could not be reached; the sync tries again by itself.",
          SECRET, "The stored consent cannot be decrypted: connect the calendar again.",
          INTERNAL, "The last run failed here; it is tried again, and the log says more.");

  private Trouble() {}

  static String remedy(String code) {
    return REMEDIES.getOrDefault(code, "The last run failed; it is tried again.");
  }
}
