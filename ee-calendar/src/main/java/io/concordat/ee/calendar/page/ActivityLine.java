package io.concordat.ee.calendar.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.activity.ActivityJson;
import io.concordat.ee.calendar.activity.ActivityRows.Done;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.spi.identity.Users.User;
import io.concordat.spi.page.Words;
import io.concordat.spi.tenant.UserId;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that was done, in words.
 *
 * @param own else nothing is told of contents
 */
public record ActivityLine(
    ActivityJson shown, Provider provider, boolean own, Map<UserId, User> names, Words words) {
  private static final String NOTHING = "–";
  private static final List<String> FIELDS =
      List.of("title", "time", "location", "notes", "private", "status", "people", "occurrences");

  public ActivityLine {
    names = Map.copyOf(names);
  }

  /** A field as it was and as it is. */
  public record Change(String label, String before, String after) {}

  private Done done() {
    return shown.done();
  }

  public String id() {
    return done().id().toString();
  }

  public String at() {
    return done().at().toString();
  }

  public String when() {
    return words.dateTime(done().at());
  }

  public String what() {
    return words.t("activity.action." + done().action());
  }

  public String where() {
    return words.t("activity.side." + done().side());
  }

  public String title() {
    if (!own) {
      return "";
    }
    return shown.title().isBlank() && done().entry().isPresent()
        ? words.t("calendar.untitled")
        : shown.title();
  }

  /** Why, and by whom. */
  public String why() {
    Optional<String> by = done().actor().map(UserId::new).flatMap(this::name);
    String key = cause("activity.cause." + done().cause());
    String cause =
        by.isPresent() && words.knows(key + ".by")
            ? words.t(key + ".by", there(), by.get())
            : words.t(key, there());
    return cause + done().reason().map(code -> " " + reason(code)).orElse("");
  }

  /** Some causes have other words for what is made or deleted. */
  private String cause(String key) {
    String special = key + "." + done().action();
    return words.knows(special) ? special : key;
  }

  private Optional<String> name(UserId user) {
    return Optional.ofNullable(names.get(user)).map(User::name);
  }

  private String there() {
    return provider.brand().calendar();
  }

  private String reason(String code) {
    return words.knows("activity.reason." + code)
        ? words.t("activity.reason." + code)
        : Texts.of(words, "badge.reason.", code);
  }

  public Optional<String> request() {
    return done().requestId();
  }

  public boolean bad() {
    return done().action().equals("refuse") || done().action().equals("quarantine");
  }

  /** Users whom the change is about. */
  static Set<UserId> people(ActivityJson one) {
    return Stream.of(one.before(), one.after())
        .flatMap(Optional::stream)
        .flatMap(side -> side.path("assigneeIds").valueStream())
        .flatMap(id -> Reach.id(id.asText()).stream())
        .map(UserId::new)
        .collect(Collectors.toSet());
  }

  /** What the owner sees of each field; the title of what came or went is said already. */
  public List<Change> changes() {
    var changes = new ArrayList<Change>();
    for (String field : own ? FIELDS : List.<String>of()) {
      Optional<String> before = value(shown.before(), field);
      Optional<String> after = value(shown.after(), field);
      boolean both = before.isPresent() && after.isPresent();
      if (both || (before.or(() -> after).isPresent() && !field.equals("title"))) {
        changes.add(new Change(label(field), before.orElse(""), after.orElse("")));
      }
    }
    return changes;
  }

  private String label(String field) {
    return words.t("activity.field." + field);
  }

  /** For others: which fields, and nothing of what they say. */
  public Optional<String> touched() {
    return Optional.of(
            FIELDS.stream()
                .filter(field -> !own && done().action().equals("update"))
                .filter(field -> value(shown.after(), field).isPresent())
                .map(this::label)
                .collect(Collectors.joining(", ")))
        .filter(fields -> !fields.isEmpty());
  }

  /** Empty: that side says nothing of it. */
  private Optional<String> value(Optional<JsonNode> side, String field) {
    return side.flatMap(
        node ->
            switch (field) {
              case "time" -> time(node);
              case "private" -> flag(node, "private", "conflicts.private", "conflicts.public");
              case "status" ->
                  node.has("status")
                      ? Optional.of(words.t("conflicts.status." + node.path("status").asText()))
                      : Optional.empty();
              case "people" -> users(node);
              case "occurrences" ->
                  node.has("occurrences")
                      ? Optional.of(words.number(node.path("occurrences").size()))
                      : Optional.empty();
              default -> text(node, field);
            });
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.has(field)
        ? Optional.of(node.path(field).asText()).map(text -> text.isBlank() ? NOTHING : text)
        : Optional.empty();
  }

  private Optional<String> flag(JsonNode node, String field, String yes, String no) {
    return node.has(field)
        ? Optional.of(words.t(node.path(field).asBoolean() ? yes : no))
        : Optional.empty();
  }

  private Optional<String> users(JsonNode node) {
    return node.has("assigneeIds")
        ? Optional.of(
            node.path("assigneeIds")
                .valueStream()
                .flatMap(id -> Reach.id(id.asText()).stream())
                .map(id -> name(new UserId(id)).orElse(NOTHING))
                .collect(Collectors.joining(", ")))
        : Optional.empty();
  }

  private Optional<String> time(JsonNode node) {
    Optional<String> span = node.has("start") ? Optional.of(span(node)) : Optional.empty();
    if (!node.has("rrules")) {
      return span;
    }
    String rules =
        node.path("rrules")
            .valueStream()
            .map(JsonNode::asText)
            .map(new RuleSaid(words)::of)
            .collect(Collectors.joining("; "));
    String repeats =
        rules.isEmpty() ? words.t("activity.once") : words.t("conflicts.repeats", rules);
    return Optional.of(span.map(text -> text + " · " + repeats).orElse(repeats));
  }

  private String span(JsonNode node) {
    String start = node.path("start").asText();
    String end = node.path("end").asText();
    if (node.path("allDay").asBoolean()) {
      return Texts.days(words, LocalDate.parse(start), LocalDate.parse(end).minusDays(1));
    }
    return Texts.span(
        words, OffsetDateTime.parse(start).toInstant(), OffsetDateTime.parse(end).toInstant());
  }
}
