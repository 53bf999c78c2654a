package io.concordat.dist.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person's calendar through the vendor's API, with that person's own access. */
public final class GoogleCalendar {
  private static final String ROOT = "/calendar/v3/calendars/primary/events";

  private final Rest rest;

  GoogleCalendar(Rest rest) {
    this.rest = rest;
  }

  /** A whole listing. */
  public record Listed(String timeZone, List<JsonNode> items) {}

  public Listed list(String query) {
    List<JsonNode> items = new ArrayList<>();
    JsonNode page;
    String token = "";
    do {
      page = rest.get(ROOT + "?maxResults=2500&" + query + token).expect(200).json();
      page.path("items").forEach(items::add);
      token = "&pageToken=" + Form.encode(page.path("nextPageToken").asText(""));
    } while (page.has("nextPageToken"));
    return new Listed(page.path("timeZone").asText(""), items);
  }

  public List<JsonNode> instances(String id, LocalDate from, LocalDate to) {
    List<JsonNode> items = new ArrayList<>();
    String range = "&timeMin=" + from + "T00:00:00Z&timeMax=" + to + "T00:00:00Z";
    JsonNode page;
    String token = "";
    do {
      page = rest.get(at(id) + "/instances?maxResults=2500" + range + token).expect(200).json();
      page.path("items").forEach(items::add);
      token = "&pageToken=" + Form.encode(page.path("nextPageToken").asText(""));
    } while (page.has("nextPageToken"));
    return items;
  }

  public JsonNode get(String id) {
    return rest.get(at(id)).expect(200).json();
  }

  /** Deleted, or never there. */
  public boolean isGone(String id) {
    Answer answer = rest.get(at(id)).expect(200, 404, 410);
    return answer.status() != 200 || answer.json().path("status").asText().equals("cancelled");
  }

  public JsonNode insert(JsonNode event) {
    return rest.post(ROOT + "?sendUpdates=none", event).expect(200).json();
  }

  public JsonNode patch(String id, JsonNode change) {
    Answer answer = rest.send("PATCH", at(id) + "?sendUpdates=none", change, Map.of());
    return answer.expect(200).json();
  }

  public void delete(String id) {
    rest.send("DELETE", at(id) + "?sendUpdates=none", null, Map.of()).expect(204);
  }

  private static String at(String id) {
    return ROOT + "/" + Form.encode(id);
  }
}
