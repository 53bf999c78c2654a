package io.concordat.dist.wall;

import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Form;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Every list that is read by pages, with the other tenant's cursors. A cursor is a place in an
 * order: from there on our own may follow, nothing of theirs, and one that names a thing of theirs
 * answers like one that names nothing.
 */
final class Cursors {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Belongings own;
  private final Belongings foreign;
  private final List<String> findings = new ArrayList<>();
  private int tried;

  Cursors(Belongings own, Belongings foreign) {
    this.own = own;
    this.foreign = foreign;
  }

  List<String> findings() {
    return findings;
  }

  int tried() {
    return tried;
  }

  void by(Probe ours, Probe theirs, List<Operation> operations) {
    for (Operation operation : operations) {
      if (operation.reads() && operation.template().startsWith("/api/v1/")) {
        cursor(theirs, operation).ifPresent(cursor -> by(ours, operation, cursor));
      }
    }
  }

  private Optional<String> cursor(Probe theirs, Operation operation) {
    return path(foreign, operation)
        .map(path -> theirs.send("GET", path + "?limit=1", Optional.empty()))
        .filter(page -> page.status() == 200 && page.header("content-type").contains("json"))
        .map(page -> page.json().path("next").asText(""))
        .filter(next -> !next.isEmpty() && !next.equals("null"));
  }

  private static Optional<String> path(Belongings whose, Operation operation) {
    return whose
        .variables(operation)
        .map(
            ids -> {
              Map<String, String> all = new LinkedHashMap<>(operation.words().values());
              all.putAll(ids);
              return Operation.filled(operation.template(), all);
            });
  }

  private void by(Probe ours, Operation operation, String cursor) {
    Optional<String> path = path(own, operation);
    if (path.isPresent()) {
      tried++;
      Answer answer = send(ours, path.get(), cursor);
      Answer malformed = send(ours, path.get(), "no-cursor!");
      foreign.everything().stream()
          .filter(id -> answer.body().contains(id) && !cursor.contains(id))
          .forEach(id -> findings.add(operation + " shows " + id + " behind a foreign cursor"));
      boolean alike = Probe.outcome(answer).equals(Probe.outcome(malformed));
      if ((answer.status() != 200 && !alike) || malformed.status() >= 500) {
        findings.add(operation + " tells of a foreign cursor: " + Probe.outcome(answer));
      }
      unknown(cursor).ifPresent(other -> same(ours, operation, path.get(), answer, other));
    }
  }

  private void same(Probe ours, Operation operation, String path, Answer answer, String unknown) {
    // How many follow may differ: a place beside an id that nobody has is another place.
    Probe.Outcome other = Probe.outcome(send(ours, path, unknown));
    Probe.Outcome foreigners = Probe.outcome(answer);
    if (other.status() != foreigners.status() || !other.code().equals(foreigners.code())) {
      findings.add(operation + " tells a foreign cursor from an unknown one");
    }
  }

  /** The same, naming what nobody has; empty when it names nothing. */
  private static Optional<String> unknown(String cursor) {
    String nobodys = UUID.randomUUID().toString();
    if (ID.matcher(cursor).find()) {
      return Optional.of(ID.matcher(cursor).replaceAll(nobodys));
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return ID.matcher(text).find()
          ? Optional.of(encoded(ID.matcher(text).replaceAll(nobodys)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer send(Probe ours, String path, String cursor) {
    return ours.send("GET", path + "?limit=5&cursor=" + Form.encode(cursor), Optional.empty());
  }
}
