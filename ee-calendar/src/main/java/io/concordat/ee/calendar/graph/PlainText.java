package io.concordat.ee.calendar.graph;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The text of HTML, laid out as a browser would: lines, list items, where links lead. */
final class PlainText implements NodeVisitor {
  private static final char NO_BREAK = '\u00a0';
  private static final Set<String> UNSEEN = Set.of("head", "style", "script", "title", "template");
  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "center",
          "dd",
          "div",
          "dl",
          "dt",
          "fieldset",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hr",
          "html",
          "li",
          "main",
          "nav",
          "ol",
          "p",
          "pre",
          "section",
          "table",
          "tbody",
          "tfoot",
          "thead",
          "tr",
          "ul");

  private final StringBuilder out = new StringBuilder();
  private int unseen;
  private int asWritten;

  static String of(Element root) {
    var text = new PlainText();
    root.traverse(text);
    return text.lines();
  }

  @Override
  public void head(Node node, int depth) {
    switch (node) {
      case TextNode text when unseen == 0 -> add(text.getWholeText());
      case Element element -> open(element);
      default -> {} // comments and the like
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      close(element);
    }
  }

  private void open(Element element) {
    var name = element.normalName();
    if (UNSEEN.contains(name)) {
      unseen++;
    }
    if (name.equals("br")) {
      newLine();
    }
    if (BLOCKS.contains(name)) {
      freshLine();
    }
    switch (name) {
      case "li" -> out.append("- ");
      case "pre" -> asWritten++;
      case "td", "th" -> freshWord();
      default -> {}
    }
  }

  private void close(Element element) {
    var name = element.normalName();
    if (UNSEEN.contains(name)) {
      unseen--;
    }
    if (name.equals("pre")) {
      asWritten--;
    }
    if (name.equals("a")) {
      link(element);
    }
    if (BLOCKS.contains(name)) {
      freshLine();
    }
  }

  /** Where a link leads, unless its text says so already. */
  private void link(Element link) {
    var to = link.attr("href").strip();
    boolean worthIt = to.startsWith("http") || to.startsWith("mailto:") || to.startsWith("tel:");
    if (worthIt && unseen == 0 && !same(link.text().strip(), to)) {
      freshWord();
      out.append('<').append(to).append('>');
    }
  }

  private static boolean same(String text, String to) {
    var bare = to.replaceFirst("^(mailto|tel):", "").replaceFirst("/$", "");
    return text.replaceFirst("/$", "")
            .toLowerCase(Locale.ROOT)
            .endsWith(bare.toLowerCase(Locale.ROOT))
        || bare.toLowerCase(Locale.ROOT).equals("http://" + text.toLowerCase(Locale.ROOT))
        || bare.toLowerCase(Locale.ROOT).equals("https://" + text.toLowerCase(Locale.ROOT));
  }

  private void add(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (asWritten > 0 && c == '\n') {
        newLine();
      } else if (asWritten == 0 && isSpace(c)) {
        freshWord();
      } else if (c != '\r') {
        out.append(c);
      }
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  private void freshWord() {
    if (!atLineStart() && out.charAt(out.length() - 1) != ' ') {
      out.append(' ');
    }
  }

  private void freshLine() {
    if (!atLineStart()) {
      newLine();
    }
  }

  private void newLine() {
    out.append('\n');
  }

  private boolean atLineStart() {
    return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
  }

  private String lines() {
    var text = out.toString().replace(NO_BREAK, ' ').replaceAll(" +\n", "\n");
    int end = text.length();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    int start = 0;
    while (start < end && text.charAt(start) == '\n') {
      start++;
    }
    return text.substring(start, end);
  }
}
