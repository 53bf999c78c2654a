package io.concordat.sandbox.graph;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Bodies as Exchange rewrites them on save: wrapped, tags in lower case, attributes reordered. */
final class Html {
  private static final String META =
      "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">";
  private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Za-z_:][-A-Za-z0-9_:.]*)(?:\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s\"'>]+))?");
  private static final Pattern SCRIPT = Pattern.compile("(?is)<(script|style)\\b.*?</\\1\\s*>");
  private static final Pattern BODY = Pattern.compile("(?is)<body[^>]*>(.*?)(</body>|$)");
  private static final Pattern ENTITY = Pattern.compile("&(#\\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);");
  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0");

  private Html() {}

  /** What is stored of an HTML body; an empty one stays empty. */
  static String saved(String html) {
    if (html.isBlank()) {
      return "";
    }
    String clean = SCRIPT.matcher(html).replaceAll("");
    Matcher body = BODY.matcher(clean);
    return wrap(rewrite(body.find() ? body.group(1) : dropShell(clean)));
  }

  private static String dropShell(String html) {
    return html.replaceAll("(?is)<head.*?</head>|</?html[^>]*>|<!doctype[^>]*>", "");
  }

  /** What is stored of a text body. */
  static String fromText(String text) {
    if (text.isBlank()) {
      return "";
    }
    String lines = escape(text).replace("\r\n", "\n").replace("\n", "<br>\r\n");
    return "<html><head>"
        + META
        + "<meta name=\"Generator\" content=\"Microsoft Exchange Server\">\r\n"
        + "<!-- converted from text --><style><!-- .EmailQuote { margin-left: 1pt; } --></style>"
        + "</head>\r\n<body>\r\n<font size=\"2\"><span style=\"font-size:11pt;\">"
        + "<div class=\"PlainText\">"
        + lines
        + "</div></span></font>\r\n</body>\r\n</html>\r\n";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String wrap(String body) {
    return "<html><head>\r\n" + META + "</head><body>" + body + "</body></html>";
  }

  private static String rewrite(String html) {
    return TAG.matcher(html).replaceAll(tag -> Matcher.quoteReplacement(tag(tag)));
  }

  private static String tag(MatchResult tag) {
    String name = tag.group(2).toLowerCase(Locale.ROOT);
    if (!tag.group(1).isEmpty()) {
      return "</" + name + ">";
    }
    String attributes =
        ATTRIBUTE
            .matcher(tag.group(3))
            .results()
            .map(Html::attribute)
            .sorted()
            .map(a -> " " + a)
            .collect(Collectors.joining());
    return "<" + name + attributes + ">";
  }

  private static String attribute(MatchResult attribute) {
    String name = attribute.group(1).toLowerCase(Locale.ROOT);
    String value = attribute.group(2);
    if (value == null) {
      return name + "=\"\"";
    }
    boolean quoted = value.startsWith("\"") || value.startsWith("'");
    return name + "=\"" + (quoted ? value.substring(1, value.length() - 1) : value) + "\"";
  }

  /** The text a reader sees, with Windows' line ends. */
  static String text(String html) {
    String body = SCRIPT.matcher(html).replaceAll("").replaceAll("(?is)<head.*?</head>", "");
    String flat = body.replaceAll("\\s+", " ");
    String lines =
        flat.replaceAll("(?i)<br */?> ?", "\n").replaceAll("(?i) ?</(p|div|li|tr|h[1-6])> ?", "\n");
    String bare = lines.replaceAll("<[^>]*>", "");
    String trimmed =
        Arrays.stream(decode(bare).split("\n", -1)).map(String::strip).collect(joined());
    return trimmed.strip().replace("\n", "\r\n");
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining("\n");
  }

  private static String decode(String text) {
    return ENTITY.matcher(text).replaceAll(e -> Matcher.quoteReplacement(entity(e)));
  }

  private static String entity(MatchResult match) {
    String name = match.group(1);
    if (name.startsWith("#x")) {
      return Character.toString(Integer.parseInt(name.substring(2), 16));
    }
    if (name.startsWith("#")) {
      return Character.toString(Integer.parseInt(name.substring(1)));
    }
    return NAMED.getOrDefault(name, match.group());
  }

  static String preview(String html) {
    String text = text(html);
    return text.length() <= 255 ? text : text.substring(0, 255);
  }

  /** The online meeting's block at the end of a body. */
  static String withMeeting(String html, String joinUrl) {
    String block =
        "<div class=\"me-email-text\" style=\"width:100%\"><div>"
            + "________________________________________________________________________________"
            + "</div><div><span>Microsoft Teams meeting</span></div>"
            + "<div><a class=\"me-email-headline\" href=\""
            + joinUrl
            + "\">Click here to join the meeting</a></div></div>";
    String base = html.isEmpty() ? wrap("") : html;
    return base.replace("</body>", block + "</body>");
  }
}
