package io.concordat.microsoft;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a refusal of Entra's token endpoint means, by its numbers and never by its text. Source:
 * "Microsoft Entra authentication and authorization error codes".
 */
public enum EntraRefusal {
  INVALID_SECRET,
  SECRET_EXPIRED,
  UNKNOWN_APPLICATION,
  UNKNOWN_DIRECTORY,
  APPLICATION_DISABLED,
  /** The certificate is not registered at the application, or has expired. */
  CERTIFICATE_REJECTED,
  /** What was signed here is not valid there at this time. */
  CLOCK_SKEWED,
  /** The application takes people of its own directory only. */
  SINGLE_DIRECTORY,
  REDIRECT_MISMATCH,
  /** A code that is wrong, used, too old, or not for this verifier. */
  CODE_REJECTED,
  CONSENT_MISSING,
  /** The person is unknown, blocked, not assigned, or has to prove more. */
  PERSON_REFUSED,
  TEMPORARILY_UNAVAILABLE,
  OTHER;

  private static final Map<Integer, EntraRefusal> BY_NUMBER = new LinkedHashMap<>();

  static {
    INVALID_SECRET.is(7000215);
    SECRET_EXPIRED.is(7000222);
    UNKNOWN_APPLICATION.is(700016, 700021);
    UNKNOWN_DIRECTORY.is(90002, 90023, 900023, 50059);
    APPLICATION_DISABLED.is(7000112);
    CERTIFICATE_REJECTED.is(700027, 50027, 7000218, 7000214);
    CLOCK_SKEWED.is(700024);
    SINGLE_DIRECTORY.is(50194);
    REDIRECT_MISMATCH.is(50011, 500112);
    CODE_REJECTED.is(70000, 70008, 54005, 501481, 9002313);
    CONSENT_MISSING.is(65001, 65004, 90094, 90095);
    PERSON_REFUSED.is(
        50020, 50034, 50053, 50057, 50076, 50079, 50105, 50158, 53000, 53001, 53002, 53003, 53004);
    TEMPORARILY_UNAVAILABLE.is(50049, 90006, 90012, 90020, 90024, 90033, 90055);
  }

  private void is(int... numbers) {
    for (int number : numbers) {
      BY_NUMBER.put(number, this);
    }
  }

  /** Stable; what clients see. */
  public String code() {
    return this == OTHER ? "refused" : name().toLowerCase(Locale.ROOT);
  }

  static EntraRefusal of(int status, String error, Set<Integer> numbers) {
    if (status == 429 || status >= 500) {
      return TEMPORARILY_UNAVAILABLE;
    }
    return numbers.stream()
        .filter(BY_NUMBER::containsKey)
        .findFirst()
        .map(BY_NUMBER::get)
        .orElseGet(() -> of(error));
  }

  private static EntraRefusal of(String error) {
    return switch (error) {
      case "invalid_client" -> INVALID_SECRET;
      case "unauthorized_client" -> UNKNOWN_APPLICATION;
      case "interaction_required", "login_required" -> PERSON_REFUSED;
      case "consent_required" -> CONSENT_MISSING;
      case "invalid_grant" -> CODE_REJECTED;
      case "temporarily_unavailable", "server_error" -> TEMPORARILY_UNAVAILABLE;
      default -> OTHER;
    };
  }
}
