package io.concordat.ee.calendar.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphBodyTest {
  private static final String JOIN = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x/0";
  private static final String RULE = "_".repeat(80);
  private static final String BLOCK =
      "<div class=\"me-email-text\" style=\"width:100%\"><div>"
          + RULE
          + "</div><div><span>Microsoft Teams meeting</span></div>"
          + "<div><a class=\"me-email-headline\" href=\""
          + JOIN
          + "\">Click here to join the meeting</a></div></div>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "two\nlines",
        "a\n\n\nb",
        "  indented\n    more  and  gaps",
        "<b>HTML</b>\n<a href=\"x\">&amp;</a> &nbsp; &#65; \\",
        "👷 עברית \"quoted\" 'single' ½ ﷽",
        "https://example.org/a?b=c&d=e",
        "- one\n- two",
        "a_____________________b"
      })
  void ourTextComesBackTheSame(String notes) {
    assertEquals(notes, GraphBody.shown(notes));
    assertEquals(notes, GraphBody.text(rewritten(GraphBody.html(notes))));
  }

  /** Seeded: what is lost once is not lost a second time. */
  @Test
  void whatIsShownStaysAsItIs() {
    var random = new Random(20261121);
    var pieces =
        List.of(" ", "  ", "\n", "\r\n", "\t", "a", "<p>", "&lt;", "\u00a0", "é", "🙂", "_");
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(20); n > 0; n--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      var shown = GraphBody.shown(text.toString());
      assertEquals(shown, GraphBody.shown(shown), () -> "of " + text);
      assertEquals(
          shown,
          GraphBody.text(rewritten(GraphBody.html(text.toString()))),
          () -> "rewritten, of " + text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<p>one</p><p>two</p>|one~two",
        "<p class=MsoNormal>one</p><p class=MsoNormal>&nbsp;</p><p>two</p>|one~~two",
        "<div>a<br></div><div><br></div><div>b</div>|a~~b",
        "a<br>b|a~b",
        "<ul><li>x</li><li>y</li></ul>z|- x~- y~z",
        "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>|1 2~3",
        "<head><style>p{}</style><title>t</title></head><body>b<script>x()</script></body>|b",
        "see <a href=\"https://example.org/x\">the plan</a> now|see the plan <https://example.org/x> now",
        "<a href=\"https://example.org/\">https://example.org</a>|https://example.org",
        "<a href=\"mailto:a@b.org\">a@b.org</a>|a@b.org",
        "<b>bold</b> <i>it</i>alic|bold italic",
        "<pre>a  b~c</pre>|a  b~c",
        "<!-- c --> x <p> </p>|x",
        "unclosed <div><b>tags|unclosed~tags"
      })
  void foreignHtmlIsReadAsText(String html, String text) {
    assertEquals(text.replace('~', '\n'), GraphBody.text(html.replace('~', '\n')));
  }

  @Test
  void theWayToJoinIsShownAndKept() {
    var event = online("<p>Bring tools</p>" + BLOCK);
    var notes = GraphBody.text(event.path("body"));
    assertTrue(notes.startsWith("Bring tools\n" + RULE), notes);
    assertTrue(notes.endsWith("<" + JOIN + ">"), notes);
    for (var edited :
        List.of("Bring gloves", "", notes.replace("tools", "gloves"), notes + "\nps")) {
      var html = GraphBody.html(edited, event);
      assertTrue(html.contains("href=\"" + JOIN + "\""), html);
      assertEquals(html.indexOf(RULE), html.lastIndexOf(RULE), html);
    }
    var edited = notes.replace("tools", "gloves\n\nand rope");
    assertEquals(edited, GraphBody.text(rewritten(GraphBody.html(edited, event))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div><div>" + "@BLOCK" + "</div></div>",
        "<div>note<br>__________________<br><a href=\"@JOIN\">Join</a><br>__________________<br>ps</div>",
        "<p>note</p><p>__________________</p><p>Teams</p><p><a href=\"@JOIN\">Join</a></p><p>__________________</p>",
        "<p>note <a href=\"@JOIN\">Join</a></p>"
      })
  void everyBodyKeepsItsLink(String body) {
    var html = body.replace("@BLOCK", BLOCK).replace("@JOIN", JOIN);
    var written = GraphBody.html("quite another note", online(html));
    assertTrue(written.contains("href=\"" + JOIN + "\""), written);
    assertTrue(written.contains("quite another note"), written);
  }

  @Test
  void textBodiesAreReadAsTheyAre() {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("contentType", "text").put("content", "a\r\nb <c>\r\n");
    assertEquals("a\nb <c>", GraphBody.text(body));
  }

  private static ObjectNode online(String html) {
    var event = JsonNodeFactory.instance.objectNode().put("isOnlineMeeting", true);
    event.putObject("onlineMeeting").put("joinUrl", JOIN);
    event.putObject("body").put("contentType", "html").put("content", rewritten(html));
    return event;
  }

  /** As Exchange does on save: a frame of its own, Windows' line ends. */
  private static String rewritten(String html) {
    var inner = html.replaceFirst("(?s)^<html>.*?<body>", "").replaceFirst("</body></html>$", "");
    return "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html\">"
        + "<style type=\"text/css\"><!-- p {margin:0} --></style></head>\r\n<body dir=\"ltr\">"
        + inner.replace("\n", "\r\n")
        + "\r\n</body>\r\n</html>\r\n";
  }
}
