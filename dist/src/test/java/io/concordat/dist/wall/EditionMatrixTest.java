package io.concordat.dist.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.http.Rest;
import io.concordat.dist.wall.Installation.Edition;
import io.concordat.dist.wall.Probe.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same requests against every edition, and what each of them shows. */
@Tag("assembled")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class EditionMatrixTest {
  private static final String BINDINGS = "/api/v1/microsoft/bindings";
  private static final List<String> CONSUMERS = List.of("msp_sso", "email", "calendar", "teams");
  private static final List<String> METHODS = List.of("GET", "PUT", "DELETE");

  @TempDir Path folder;

  private final Map<String, Map<Edition, String>> matrix = new LinkedHashMap<>();

  @Test
  void everyEditionShowsItsOwnAndNothingElse() {
    for (Edition edition : Edition.values()) {
      try (Installation at = Installation.start(edition, folder.resolve(edition.name()))) {
        look(at);
      }
    }
    System.out.println(table());
    for (Edition edition : Edition.values()) {
      CONSUMERS.forEach(consumer -> asShown(edition, consumer));
      routes(edition);
    }
  }

  private void look(Installation at) {
    Tenant tenant = Tenant.create(at.plan, "Matrix", "admin@matrix.example");
    var admin = new Probe("admin", tenant.admin(), at.canaries);
    JsonNode profile = Rest.object().put("profileId", profile(admin));
    JsonNode listed = admin.get(BINDINGS).path("items");
    JsonNode document = admin.get("/openapi");
    for (String consumer : CONSUMERS) {
      cell(consumer + " listed", at.edition, listed(listed, consumer));
      for (String method : METHODS) {
        Outcome shown = ask(admin, method, consumer, profile);
        Outcome unknown = ask(admin, method, "x".repeat(consumer.length()), profile);
        cell(
            consumer + " " + method,
            at.edition,
            shown.equals(unknown) ? "unknown" : "" + shown.status());
      }
    }
    cell("words of hidden consumers", at.edition, words(document, at.edition).toString());
    for (String route :
        List.of(
            "GET /api/v1/calendar/providers",
            "GET /api/v1/teams/anything",
            "GET /api/v1/google/app",
            "GET /api/auth/google/calendar/callback",
            "GET /api/auth/microsoft/calendar/callback",
            "POST /api/calendar/webhooks/google",
            "POST /api/calendar/webhooks/microsoft")) {
      String[] words = route.split(" ", 2);
      var answer = admin.send(words[0], words[1], Optional.empty());
      cell(route, at.edition, "" + answer.status());
    }
  }

  private static String profile(Probe admin) {
    JsonNode profile =
        Rest.object()
            .put("displayName", "ours")
            .put("clientId", UUID.randomUUID().toString())
            .put("directoryId", UUID.randomUUID().toString())
            .put("clientSecret", "not-so-secret");
    return admin
        .send("POST", "/api/v1/microsoft/profiles", Optional.of(profile))
        .expect(201)
        .json()
        .path("id")
        .asText();
  }

  private static Outcome ask(Probe admin, String method, String consumer, JsonNode profile) {
    Optional<JsonNode> body = method.equals("PUT") ? Optional.of(profile) : Optional.empty();
    return Probe.outcome(admin.send(method, BINDINGS + "/" + consumer, body));
  }

  /** Whether the list has it, and whether it says what to do. */
  private static String listed(JsonNode items, String consumer) {
    for (JsonNode item : items) {
      if (item.path("consumer").asText().equals(consumer)) {
        return item.path("guidance").isObject() ? "guided" : "yes";
      }
    }
    return "no";
  }

  /** Texts about consumers that speak of what this edition does not have. */
  private static Set<String> words(JsonNode document, Edition edition) {
    Set<String> found = new TreeSet<>();
    if (edition != Edition.EE) {
      Pattern hidden = hidden(edition);
      document.path("paths").properties().stream()
          .filter(path -> path.getKey().matches("/api/v1/(microsoft|google)/.*"))
          .forEach(path -> texts(path.getKey(), path.getValue(), hidden, found));
      document.path("components").path("schemas").properties().stream()
          .filter(schema -> schema.getKey().matches("(Microsoft|Google).*"))
          .forEach(schema -> texts(schema.getKey(), schema.getValue(), hidden, found));
    }
    return found;
  }

  private static Pattern hidden(Edition edition) {
    var words = new ArrayList<String>();
    if (!edition.hasCalendar()) {
      words.addAll(List.of("calendars?", "e-?mails?"));
    }
    if (!edition.hasTeams()) {
      words.add("teams");
    }
    return Pattern.compile("(?i)\\b(" + String.join("|", words) + ")\\b");
  }

  private static void texts(String where, JsonNode node, Pattern pattern, Set<String> found) {
    if (node.isTextual() && pattern.matcher(node.asText()).find()) {
      found.add(where + ": " + node.asText());
    }
    node.properties()
        .forEach(
            field -> {
              if (pattern.matcher(field.getKey()).find()) {
                found.add(where + ": " + field.getKey());
              }
              texts(where, field.getValue(), pattern, found);
            });
    if (node.isArray()) {
      node.forEach(item -> texts(where, item, pattern, found));
    }
  }

  private void cell(String row, Edition edition, String value) {
    matrix.computeIfAbsent(row, key -> new LinkedHashMap<>()).put(edition, value);
  }

  private String said(String row, Edition edition) {
    return matrix.getOrDefault(row, Map.of()).getOrDefault(edition, "");
  }

  private void asShown(Edition edition, String consumer) {
    boolean shown =
        switch (consumer) {
          case "msp_sso" -> true;
          case "teams" -> edition.hasTeams();
          default -> edition.hasCalendar();
        };
    String where = edition + " " + consumer;
    assertEquals(shown, !said(consumer + " listed", edition).equals("no"), where);
    assertEquals(shown ? "200" : "unknown", said(consumer + " GET", edition), where);
    assertEquals(shown ? "200" : "unknown", said(consumer + " PUT", edition), where);
    assertEquals(shown ? "204" : "unknown", said(consumer + " DELETE", edition), where);
  }

  private void routes(Edition edition) {
    assertEquals("[]", said("words of hidden consumers", edition), edition.name());
    assertEquals(
        edition.hasCalendar() ? "200" : "501",
        said("GET /api/v1/calendar/providers", edition),
        edition.name());
    assertEquals(
        edition.hasTeams() ? "404" : "501",
        said("GET /api/v1/teams/anything", edition),
        edition.name());
    assertEquals(
        edition.hasCalendar() ? "200" : "404",
        said("GET /api/v1/google/app", edition),
        edition.name());
  }

  private String table() {
    var table = new StringBuilder("\n%-45s".formatted("what each edition shows"));
    for (Edition edition : Edition.values()) {
      table.append("%-14s".formatted(edition));
    }
    matrix.forEach(
        (row, cells) -> {
          table.append("\n%-45s".formatted(row));
          cells.values().forEach(value -> table.append("%-14s".formatted(value)));
        });
    return table.toString();
  }
}
