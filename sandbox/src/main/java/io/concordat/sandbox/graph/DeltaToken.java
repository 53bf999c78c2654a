package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a round of changes stands. The round shows the changes after {@code since} and up to {@code
 * upto}, in the order of the changes; what changes during the round waits for the next one.
 *
 * @param at the change the next page begins with
 * @param inner how many rows of that change were given
 * @param initial the first round of a window, which tells nothing of deletions
 * @param filled the empty page before the next one was given
 */
record DeltaToken(
    String folderId,
    Span.Window window,
    long since,
    long upto,
    long at,
    int inner,
    boolean initial,
    boolean filled,
    String generation,
    Instant issued) {

  static DeltaToken first(Folder folder, Span.Window window, Mailbox box, long upto, Instant now) {
    return new DeltaToken(folder.id(), window, 0, upto, 0, 0, true, false, box.generation(), now);
  }

  DeltaToken at(long change, int rows) {
    return new DeltaToken(
        folderId, window, since, upto, change, rows, initial, false, generation, issued);
  }

  DeltaToken afterEmptyPage() {
    return new DeltaToken(
        folderId, window, since, upto, at, inner, initial, true, generation, issued);
  }

  /** The link at the end of a round. */
  DeltaToken finished(Instant now) {
    return new DeltaToken(folderId, window, upto, upto, 0, 0, false, false, generation, now);
  }

  /** The round that a delta link begins. */
  DeltaToken begun(long revision) {
    return new DeltaToken(
        folderId, window, since, revision, 0, 0, false, false, generation, issued);
  }

  String text() {
    ObjectNode json = Json.object().put("f", folderId).put("a", window.from().toString());
    json.put("z", window.to().toString()).put("s", since).put("u", upto).put("p", at);
    json.put("i", inner).put("n", initial).put("e", filled).put("g", generation);
    json.put("t", issued.toString());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
  }

  /** Empty for what this twin never gave out. */
  static Optional<DeltaToken> read(String text) {
    try {
      ObjectNode json = Json.parse(Base64.getUrlDecoder().decode(text));
      return Optional.of(
          new DeltaToken(
              json.path("f").asText(),
              new Span.Window(
                  Instant.parse(json.path("a").asText()), Instant.parse(json.path("z").asText())),
              json.path("s").asLong(),
              json.path("u").asLong(),
              json.path("p").asLong(),
              json.path("i").asInt(),
              json.path("n").asBoolean(),
              json.path("e").asBoolean(),
              json.path("g").asText(),
              Instant.parse(json.path("t").asText())));
    } catch (IllegalArgumentException | GoogleError | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }
}
