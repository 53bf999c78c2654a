package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.util.UUID;

/** Online meetings: made once, announced in the body, lost when the body loses the announcement. */
final class OnlineMeeting {
  private static final String PROVIDER = "teamsForBusiness";

  private OnlineMeeting() {}

  /** Applies a write to the content it has led to. */
  static void apply(ObjectNode body, ObjectNode before, ObjectNode content, String directoryId) {
    boolean online = before.path("isOnlineMeeting").asBoolean();
    boolean wanted = body.path("isOnlineMeeting").asBoolean(online);
    refuse(body, online, wanted);
    if (wanted && !online) {
      begin(content, directoryId);
    } else if (online && body.has("body") && !announced(content, before)) {
      end(content);
    }
  }

  private static void refuse(ObjectNode body, boolean online, boolean wanted) {
    if (online && !wanted) {
      throw GraphError.invalidProperty("isOnlineMeeting cannot be changed back.");
    }
    String provider = body.path("onlineMeetingProvider").asText(PROVIDER);
    if (!provider.equalsIgnoreCase(PROVIDER) && !(provider.equals("unknown") && !wanted)) {
      throw GraphError.invalidProperty("The calendar does not allow this onlineMeetingProvider.");
    }
  }

  private static void begin(ObjectNode content, String directoryId) {
    String url =
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_"
            + UUID.randomUUID()
            + "%40thread.v2/0?context=%7b%22Tid%22%3a%22"
            + directoryId
            + "%22%7d";
    content.put("isOnlineMeeting", true).put("onlineMeetingProvider", PROVIDER);
    content.putObject("onlineMeeting").put("joinUrl", url);
    String html = content.path("body").path("content").asText();
    content.set("body", html(Html.withMeeting(html, url)));
  }

  private static ObjectNode html(String text) {
    return Json.object().put("contentType", "html").put("content", text);
  }

  private static boolean announced(ObjectNode content, ObjectNode before) {
    String url = before.path("onlineMeeting").path("joinUrl").asText();
    return content.path("body").path("content").asText().contains(url);
  }

  private static void end(ObjectNode content) {
    content.put("isOnlineMeeting", false).put("onlineMeetingProvider", "unknown");
    content.putNull("onlineMeeting");
  }
}
