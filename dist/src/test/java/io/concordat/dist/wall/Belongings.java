package io.concordat.dist.wall;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A tenant's ids, by the list that shows them; found by walking through every list of the document.
 *
 * @param byList ids of a list's items, the youngest last
 */
record Belongings(Map<String, List<String>> byList, Set<String> everything) {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final int OF_A_KIND = 2;

  static Belongings of(Probe admin, List<Operation> operations) {
    var found = new Belongings(new LinkedHashMap<>(), new LinkedHashSet<>());
    operations.stream()
        .filter(Operation::reads)
        .filter(operation -> operation.template().startsWith("/api/v1/"))
        .sorted(Comparator.comparingInt(operation -> operation.template().length()))
        .forEach(operation -> found.look(admin, operation));
    return found;
  }

  private void look(Probe admin, Operation operation) {
    Optional<Map<String, String>> variables = variables(operation);
    if (variables.isEmpty()) {
      return;
    }
    var all = new LinkedHashMap<>(operation.words().values());
    all.putAll(variables.get());
    var answer = admin.send("GET", Operation.filled(operation.template(), all), Optional.empty());
    if (answer.status() != 200 || !answer.header("content-type").contains("json")) {
      return;
    }
    JsonNode body = answer.json();
    UUID.matcher(body.toString()).results().forEach(id -> everything.add(id.group()));
    var ids = new ArrayList<String>();
    body.path("items").forEach(item -> id(item).ifPresent(ids::add));
    byList.put(operation.template(), List.copyOf(ids));
  }

  private static Optional<String> id(JsonNode item) {
    return Optional.of(item.path("id").asText()).filter(id -> UUID.matcher(id).matches());
  }

  /** An own id for each id in the path, if there is one of each. */
  Optional<Map<String, String>> variables(Operation operation) {
    var variables = new LinkedHashMap<String, String>();
    for (Slot slot : operation.slots()) {
      if (slot.place() == Slot.Place.PATH) {
        List<String> known = ofKind(operation, slot);
        if (known.isEmpty()) {
          return Optional.empty();
        }
        variables.put(slot.name(), known.getLast());
      }
    }
    return Optional.of(variables);
  }

  List<String> ofKind(Operation operation, Slot slot) {
    String list = Operation.listOf(operation.template(), slot.name());
    return byList.getOrDefault(list, List.of());
  }

  /** Some of each kind. */
  List<String> some() {
    var some = new LinkedHashSet<String>();
    byList
        .values()
        .forEach(ids -> some.addAll(ids.subList(Math.max(0, ids.size() - OF_A_KIND), ids.size())));
    return List.copyOf(some);
  }
}
