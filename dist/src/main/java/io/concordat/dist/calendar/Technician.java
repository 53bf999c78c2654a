package io.concordat.dist.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Rest;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A user of the product with a token of their own. */
public record Technician(String name, String email, String userId, String token, Rest rest) {
  private static final String ENTRIES = "/api/v1/schedule/entries";

  public JsonNode create(ObjectNode entry) {
    return create(rest, entry);
  }

  /** By somebody else, who may plan for other people. */
  public static JsonNode create(Rest rest, ObjectNode entry) {
    Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    return rest.send("POST", ENTRIES, entry, once).expect(201).json();
  }

  public JsonNode entry(String id) {
    return rest.get(ENTRIES + "/" + id).expect(200).json();
  }

  public JsonNode occurrence(String id, String slot) {
    return rest.get(ENTRIES + "/" + id + "?recurrenceId=" + slot).expect(200).json();
  }

  public List<JsonNode> entries() {
    return rest.all(ENTRIES + "?expand=false&limit=500");
  }

  /** Merge-patch against the version just read; tries again when somebody was faster. */
  public JsonNode patch(String id, ObjectNode change, String query) {
    while (true) {
      Answer answer = rest.send("PATCH", ENTRIES + "/" + id + query, change, matching(id));
      if (answer.status() != 412) {
        return answer.expect(200).json();
      }
    }
  }

  public void delete(String id, String query) {
    while (true) {
      Answer answer = rest.send("DELETE", ENTRIES + "/" + id + query, null, matching(id));
      if (answer.status() != 412) {
        answer.expect(204, 200);
        return;
      }
    }
  }

  private Map<String, String> matching(String id) {
    return Map.of("If-Match", rest.get(ENTRIES + "/" + id).expect(200).header("ETag"));
  }
}
