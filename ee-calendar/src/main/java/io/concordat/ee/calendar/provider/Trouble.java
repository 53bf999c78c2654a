package io.concordat.ee.calendar.provider;

import java.util.Map;
import java.util.Set;

/** The closed list of error codes a provider can carry, with what to do; never vendor text. */
public final class Trouble {
  public static final String RECONNECT = "reconnect_required";
  public static final String REPLACED = "app_replaced";
  public static final String RATE = "rate_limited";
  public static final String QUOTA = "quota_exceeded";
  public static final String FORBIDDEN = "calendar_forbidden";
  public static final String VENDOR = "vendor_unavailable";
  public static final String SECRET = "secret_unreadable";
  public static final String INTERNAL = "internal_error";
  public static final String SUSPECT = "short_listing";
  private static final String GOOGLE_APP = "google_app_rejected";
  private static final String MICROSOFT_APP = "microsoft_profile_rejected";

  static final Set<String> PERMANENT =
      Set.of(FORBIDDEN, GOOGLE_APP, MICROSOFT_APP, SECRET, INTERNAL);

  private static final Map<String, String> REMEDIES =
      Map.of(
          RECONNECT, "%s no longer accepts the stored consent: connect the calendar again.",
          REPLACED,
              "Another OAuth app serves the tenant at %s now, which has no consent yet:"
                  + " connect the calendar again.",
          GOOGLE_APP,
              "Google rejects the tenant's OAuth app, or there is none: check its client id"
                  + " and secret.",
          MICROSOFT_APP,
              "Microsoft rejects the profile bound to the calendar, or none is bound:"
                  + " check the binding, and the profile's client id, directory and secret.",
          RATE, "%s asked for a pause; the sync goes on by itself.",
          QUOTA, "%s's quota is used up; the sync goes on by itself when it is renewed.",
          FORBIDDEN, "The account may not read or write this calendar: check its sharing.",
          VENDOR, "%s could not be reached; the sync tries again by itself.",
          SECRET, "The stored consent cannot be decrypted: connect the calendar again.",
          INTERNAL, "The last run failed here; it is tried again, and the log says more.");

  /** What stopped a run, and what a person can do about it. */
  private static final Map<String, String> QUESTIONS =
      Map.of(
          SUSPECT,
          "%s listed far fewer events than before: nothing of it was believed,"
              + " and it is read again.",
          "fuse_short_listing",
          "%s listed far fewer events than before. Nothing was changed; it is read again by"
              + " itself. If the events are really gone, let the listing pass.",
          "fuse_mass_delete_here",
          "Many events were deleted at %s at once. Their entries stay until somebody lets them"
              + " go; put the events back, or pause the calendar, if that was not meant.",
          "fuse_mass_delete_there",
          "Many entries were deleted here at once. Their events at %s stay until somebody lets"
              + " them go.",
          "fuse_mass_create",
          "Many events would be created at %s at once. None was; let them go out, or pause"
              + " the calendar.",
          "fuse_mass_mail",
          "%s would mail the guests of many meetings at once. Nobody was mailed; let the"
              + " changes go out, or pause the calendar.",
          "fuse_loop",
          "Some entries were written to %s again and again although nobody edited them. They"
              + " are written no more until somebody edits or releases them.");

  private Trouble() {}

  /** Whether something of our own broke, which no user can mend. */
  public static boolean ours(String code) {
    return code.equals(SECRET) || code.equals(INTERNAL);
  }

  /** The vendor refuses whoever asks on the tenant's behalf. */
  public static String app(Brand brand) {
    return switch (brand) {
      case GOOGLE -> GOOGLE_APP;
      case MICROSOFT -> MICROSOFT_APP;
    };
  }

  public static String remedy(Brand brand, String code) {
    return REMEDIES
        .getOrDefault(code, QUESTIONS.getOrDefault(code, "The last run failed; it is tried again."))
        .formatted(brand.said());
  }
}
