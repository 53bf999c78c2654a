package io.concordat.ee.calendar.house;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.Firm.Desktop;
import java.time.Duration;
import java.util.Set;

/** Clean-ups of a firm's calendars, each turn cranked by hand. */
public record Sweeping(Firm firm) {
  private static final Set<String> OPEN = Set.of("looking", "running", "stopping");
  private static final int TURNS = 30;

  /** Asked for; nothing has happened yet. */
  public String ask(Desktop desktop) {
    House.Answer asked = firm.call(desktop, "POST", "/cleanups", "{}", "");
    if (asked.status() != 202) {
      throw new IllegalStateException(asked.toString());
    }
    return asked.body().path("cleanupId").asText();
  }

  /** What is there, as far as it is ours. */
  public String look(Desktop desktop) {
    String id = ask(desktop);
    untilOver(desktop, id);
    return id;
  }

  public House.Answer wanted(Desktop desktop, String id, String body) {
    return firm.call(desktop, "POST", "/cleanups/" + id + "/start", body, "");
  }

  public House.Answer stop(Desktop desktop, String id) {
    return firm.call(desktop, "POST", "/cleanups/" + id + "/stop", "", "");
  }

  public JsonNode start(Desktop desktop, String id, String body) {
    House.Answer started = wanted(desktop, id, body);
    if (started.status() != 202) {
      throw new IllegalStateException(started.toString());
    }
    untilOver(desktop, id);
    return shown(desktop, id);
  }

  public JsonNode shown(Desktop desktop, String id) {
    return firm.call(desktop, "GET", "/cleanups/" + id, "", "").body();
  }

  public String code(House.Answer answer) {
    return answer.body().path("code").asText();
  }

  /** Turn after turn, each when it is due. */
  public void untilOver(Desktop desktop, String id) {
    for (int i = 0; i < TURNS; i++) {
      if (!OPEN.contains(shown(desktop, id).path("state").asText())) {
        return;
      }
      firm.turn(desktop);
      firm.house.advance(Duration.ofSeconds(20));
    }
    throw new IllegalStateException("it does not end: " + shown(desktop, id));
  }
}
