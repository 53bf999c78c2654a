package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void anEventLivesFromInsertToDelete() {
    try (Kit kit = new Kit()) {
      String id = kit.insert(Kit.meeting("Visit")).json().path("id").asText();
      assertEquals("Visit", kit.event(id).expect(200).json().path("summary").asText());
      String sync = kit.list("").syncToken();
      kit.patch(id, "{\"summary\":\"Later\"}").expect(200);
      Kit.Listing changed = kit.list("syncToken=" + sync);
      assertEquals("Later", changed.row(id).path("summary").asText());
      kit.delete(id).expect(204);
      assertEquals(
          "cancelled",
          kit.list("syncToken=" + changed.syncToken()).row(id).path("status").asText());
      assertEquals("deleted", kit.delete(id).expect(410).reason());
      assertTrue(kit.list("").rows().isEmpty());
    }
  }
}
