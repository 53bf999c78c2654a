package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import org.jsoup.Jsoup;

/**
 * Notes as an event's body. Ours are plain text and go out as the simplest HTML; Exchange rewrites
 * that, so what comes back is compared as text. The part that says how to join an online meeting is
 * shown among the notes and never written over: without it the meeting is no longer online.
 */
final class GraphBody {
  private static final String TAB = "\u00a0\u00a0\u00a0\u00a0";

  private GraphBody() {}

  /** The notes of an event. */
  static String text(JsonNode body) {
    var content = body.path("content").asText("");
    return body.path("contentType").asText("").equalsIgnoreCase("text")
        ? content.replace("\r\n", "\n").strip()
        : text(content);
  }

  static String text(String html) {
    return html.isBlank() ? "" : PlainText.of(Jsoup.parse(html));
  }

  /** What notes look like after they were written and read. */
  static String shown(String notes) {
    return notes.isEmpty() ? "" : text(html(notes));
  }

  static String html(String notes) {
    return notes.isEmpty() ? "" : "<html><body>" + part(notes) + "</body></html>";
  }

  /** These notes as the body of an event that has one already. */
  static String html(String notes, JsonNode current) {
    return JoinPart.of(current).map(join -> html(notes, join)).orElseGet(() -> html(notes));
  }

  /** Where the notes say the same as the part that stays, they are that part. */
  private static String html(String notes, JoinPart join) {
    int at = join.text().isEmpty() ? -1 : notes.indexOf(join.text());
    var before = at < 0 ? notes : notes.substring(0, at);
    var after = at < 0 ? "" : notes.substring(at + join.text().length());
    return "<html><body>" + part(before) + join.html() + part(after) + "</body></html>";
  }

  private static String part(String notes) {
    var lines = notes.replace("\r\n", "\n").replace('\r', '\n');
    if (lines.isBlank()) {
      return "";
    }
    var html = new StringBuilder("<div>");
    boolean spaced = true;
    for (int i = 0; i < lines.length(); i++) {
      char c = lines.charAt(i);
      if (c == '\n') {
        html.append("<br>\n");
      } else if (c == ' ') {
        html.append(spaced ? "&nbsp;" : " ");
      } else if (c == '\t') {
        html.append(TAB);
      } else if (!Character.isISOControl(c)) {
        html.append(escaped(c));
      }
      spaced = c == '\n' || c == ' ' || c == '\t';
    }
    return html.append("</div>").toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      default -> String.valueOf(c);
    };
  }
}
