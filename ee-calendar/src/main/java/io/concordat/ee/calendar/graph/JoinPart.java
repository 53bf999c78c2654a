package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * The part of a body that says how to join: without it the event is no online meeting any more.
 * Teams puts it between two lines of underscores.
 *
 * @param html as it is
 * @param text as it shows among the notes
 */
record JoinPart(String html, String text) {
  private static final Pattern JOIN =
      Pattern.compile(
          "https://(teams\\.(microsoft|live)\\.(com|us)/(l/meetup-join|meet)/|meet\\.lync\\.com/"
              + "|join\\.skype\\.com/|[^/]*lync[^/]*/meet/).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LINE = Pattern.compile("\\s*_{10,}\\s*");

  /** Of an event with its body and its online meeting. */
  static Optional<JoinPart> of(JsonNode event) {
    var document = Jsoup.parse(event.path("body").path("content").asText(""));
    document.outputSettings().prettyPrint(false);
    var joinUrl = event.path("onlineMeeting").path("joinUrl").asText("");
    return document.body().select("a[href]").stream()
        .filter(link -> joins(link.attr("href"), joinUrl))
        .findFirst()
        .map(link -> around(document.body(), link));
  }

  private static boolean joins(String href, String joinUrl) {
    return (!joinUrl.isEmpty() && href.equals(joinUrl)) || JOIN.matcher(href).matches();
  }

  private static JoinPart around(Element body, Element link) {
    var parent = body;
    var child = holding(parent, link);
    while (!child.equals(link) && !named(child) && alone(parent, child)) {
      parent = child;
      child = holding(parent, link);
    }
    return part(parent.childNodes(), child.siblingIndex());
  }

  /** The child in which the link is. */
  private static Element holding(Element parent, Element link) {
    return parent.children().stream()
        .filter(child -> child.equals(link) || link.parents().contains(child))
        .findFirst()
        .orElseThrow();
  }

  /** Teams' own block. */
  private static boolean named(Element element) {
    return element.className().contains("me-email-text");
  }

  private static boolean alone(Element parent, Element child) {
    return parent.childNodes().stream()
        .allMatch(node -> node.equals(child) || text(node).isBlank());
  }

  private static JoinPart part(List<Node> nodes, int link) {
    int first = link;
    while (first > 0 && !line(nodes.get(first))) {
      first--;
    }
    int last = link;
    while (last < nodes.size() - 1 && !line(nodes.get(last))) {
      last++;
    }
    return of(
        nodes.subList(
            line(nodes.get(first)) ? first : link, (line(nodes.get(last)) ? last : link) + 1));
  }

  private static JoinPart of(List<Node> nodes) {
    var whole = new Element("div");
    nodes.forEach(node -> whole.appendChild(node.clone()));
    var html = nodes.stream().map(Node::outerHtml).collect(Collectors.joining());
    return new JoinPart(html, PlainText.of(whole));
  }

  private static boolean line(Node node) {
    return LINE.matcher(text(node)).matches();
  }

  private static String text(Node node) {
    return switch (node) {
      case TextNode text -> text.getWholeText();
      case Element element -> element.text();
      default -> "";
    };
  }
}
