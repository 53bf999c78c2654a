package io.concordat.web.page.settings;

import io.concordat.audit.AuditLog;
import io.concordat.audit.Search;
import io.concordat.identity.Roster;
import io.concordat.spi.identity.Users.User;
import io.concordat.spi.page.Words;
import io.concordat.spi.tenant.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The audit log.
 *
 * @param last the last line, if older ones follow
 * @param older whether these are not the newest
 * @param actions that are there
 * @param people who can have acted
 * @param names what people call what has an id
 */
public record AuditView(
    List<AuditLog.Line> lines,
    Optional<AuditLog.Line> last,
    boolean older,
    Filter filter,
    List<String> actions,
    List<Roster.Entry> people,
    Map<String, String> names) {
  static final List<String> OUTCOMES = List.of("ok", "denied", "not_found", "failed");

  private static final String PAGE = "page.";

  /** What is looked for; the days are the visitor's. */
  public record Filter(
      Optional<UUID> user,
      Optional<String> action,
      Optional<String> subject,
      Optional<String> outcome,
      Optional<LocalDate> from,
      Optional<LocalDate> to) {
    public boolean set() {
      return List.of(user, action, subject, outcome, from, to).stream()
          .anyMatch(Optional::isPresent);
    }

    /** The same, from before this line on. */
    public String older(AuditLog.Line last) {
      return "/settings/audit?before="
          + new Search.Mark(last.at(), last.id()).text()
          + part("user", user)
          + part("action", action)
          + part("subject", subject)
          + part("outcome", outcome)
          + part("from", from)
          + part("to", to);
    }

    private static String part(String name, Optional<?> value) {
      return value
          .map(it -> "&" + name + "=" + URLEncoder.encode(it.toString(), StandardCharsets.UTF_8))
          .orElse("");
    }
  }

  public List<String> outcomes() {
    return OUTCOMES;
  }

  /** In words if there are any, else its name. */
  public static String action(Words words, String action) {
    if (action.startsWith(PAGE)) {
      return words.t("audit.action.page", action.substring(PAGE.length()));
    }
    String key = "audit.action." + action;
    return words.knows(key) ? words.t(key) : action;
  }

  /** Details in one line, in the order of their names; in words if there are any. */
  public String detail(Words words, AuditLog.Line line) {
    return line.entry().detail().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(one -> label(words, one.getKey()) + ": " + named(one.getValue()))
        .collect(Collectors.joining(" · "));
  }

  private static String label(Words words, String name) {
    String key = "audit.detail." + name;
    return words.knows(key) ? words.t(key) : name;
  }

  public String actor(Words words, AuditLog.Line line) {
    return line.entry().user().map(user -> person(words, user)).orElse(words.t("audit.operator"));
  }

  private String person(Words words, UserId id) {
    return people.stream()
        .map(Roster.Entry::user)
        .filter(user -> user.id().equals(id))
        .map(User::name)
        .findFirst()
        .orElseGet(() -> words.t("audit.somebody"));
  }

  public String named(String id) {
    return names.getOrDefault(id, id);
  }
}
