package io.concordat.sandbox.entra;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scopes of sign-in and of Graph, by their short names. */
public final class Scopes {
  static final String DEFAULT = ".default";
  static final String OFFLINE = "offline_access";
  static final String OPENID = "openid";
  private static final String GRAPH = "https://graph.microsoft.com/";
  private static final Map<String, String> SIGN_IN = names(OPENID, "profile", "email", OFFLINE);
  private static final Map<String, String> KNOWN =
      names(
          DEFAULT,
          "User.Read",
          "User.ReadBasic.All",
          "Calendars.ReadBasic",
          "Calendars.Read",
          "Calendars.ReadWrite",
          "Calendars.Read.Shared",
          "Calendars.ReadWrite.Shared",
          "MailboxSettings.Read",
          "MailboxSettings.ReadWrite",
          "Mail.ReadBasic",
          "Mail.Read",
          "Mail.ReadWrite",
          "Mail.Send",
          "OnlineMeetings.Read",
          "OnlineMeetings.ReadWrite",
          "TeamsActivity.Send",
          "TeamsAppInstallation.ReadForUser",
          "OnlineMeetings.ReadWrite.All");

  private Scopes() {}

  private static Map<String, String> names(String... names) {
    return Stream.of(names)
        .collect(
            Collectors.toUnmodifiableMap(n -> n.toLowerCase(Locale.ROOT), Function.identity()));
  }

  /** What an account made by the control API may do at once. */
  static Set<String> all() {
    return Set.of(
        OPENID, "profile", OFFLINE, "Calendars.ReadWrite", "User.Read", "MailboxSettings.Read");
  }

  static Set<String> split(String text) {
    Set<String> scopes = new LinkedHashSet<>(Arrays.asList(text.trim().split(" +")));
    scopes.remove("");
    return scopes;
  }

  static String join(Collection<String> scopes) {
    return String.join(" ", scopes);
  }

  /**
   * The scopes of a request by their short names; another resource or an unknown name is refused.
   */
  static Set<String> read(String text) {
    return split(text).stream()
        .map(Scopes::shortName)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String shortName(String scope) {
    String plain = scope.startsWith(GRAPH) ? scope.substring(GRAPH.length()) : scope;
    if (plain.contains("://")) {
      throw new AadError(500011, "The resource principal named '" + scope + "' was not found.");
    }
    String key = plain.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(SIGN_IN.get(key))
        .or(() -> Optional.ofNullable(KNOWN.get(key)))
        .orElseThrow(
            () -> new AadError(650053, "The scope '" + scope + "' does not exist on Graph."));
  }

  /** Those that are about a resource. */
  static Set<String> ofResource(Set<String> scopes) {
    return without(scopes, SIGN_IN.values());
  }

  /** As the token endpoint names them: without {@code offline_access}. */
  static Set<String> shown(Set<String> scopes) {
    return without(scopes, Set.of(OFFLINE));
  }

  private static Set<String> without(Set<String> scopes, Collection<String> taken) {
    Set<String> rest = new LinkedHashSet<>(scopes);
    rest.removeAll(taken);
    return rest;
  }
}
