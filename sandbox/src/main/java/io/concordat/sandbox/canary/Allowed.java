package io.concordat.sandbox.canary;

import io.concordat.sandbox.canary.Canaries.Leave;
import java.util.List;
import java.util.regex.Pattern;

/** The answers that must show a secret, once, to the one who asked for it; and why. */
final class Allowed {
  private record Answer(Pattern place, String why, String kind) {
    Answer(String place, String why, String kind) {
      this(Pattern.compile(place), why, kind);
    }
  }

  private static final List<Answer> ANSWERS =
      List.of(
          new Answer("POST /api/v1/tokens 201 body", "a new token", "Tokens"),
          new Answer(
              "POST /api/v1/users/[^/]+/password-reset 201 body",
              "the code goes to the user by the administrator's hand",
              "Credentials"),
          new Answer("POST /api/auth/sign-in 200 cookie", "the browser's session", "Sessions"),
          new Answer("POST /api/setup 201 cookie", "the first session", "Sessions"),
          new Answer("GET /api/auth/microsoft/sso/callback 302 cookie", "a session", "Sessions"),
          new Answer("GET /api/auth/msp/sso/start 302 cookie", "the flow's browser", "Ticket"));

  /** Another process' answers come with head and body in one, and its address. */
  private static final Pattern ASSEMBLED =
      Pattern.compile(
          "POST (/api/v1/tokens 201|/api/v1/users/[^/]+/password-reset 201|/api/auth/sign-in 200)");

  private static final Pattern VENDOR = Pattern.compile("\\w+ (/_sandbox/|.*/token ).*");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^/ ]+|\\?[^ ]*");

  private Allowed() {}

  /** Without host and query. */
  static String place(String request) {
    return ADDRESS.matcher(request).replaceAll("");
  }

  /** A twin that gives secrets, as vendors do. */
  static boolean isVendor(String place) {
    return VENDOR.matcher(place).matches();
  }

  static boolean assembled(String place) {
    return ASSEMBLED.matcher(place).matches();
  }

  static Leave reply(String place, String kind) {
    return ANSWERS.stream()
            .anyMatch(answer -> answer.kind.equals(kind) && answer.place.matcher(place).matches())
        ? Leave.ONCE
        : Leave.NEVER;
  }

  /** A provider's wake channel opens nothing from outside: no notice may name it. */
  static Leave stored(String table, String kind) {
    return table.equals("calendar_providers") && kind.startsWith("Provider")
        ? Leave.ALWAYS
        : Leave.NEVER;
  }
}
