package io.concordat.sandbox.http;

/** The few words of HTML that the twins' pages are made of. */
public final class Html {
  private Html() {}

  public static String hiddenField(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
        .formatted(escape(name), escape(value));
  }

  public static String choice(String type, String name, String id, String value, boolean on) {
    return "<p><input type=\"%s\" name=\"%s\" id=\"%s\" value=\"%s\"%s> <label for=\"%s\">%s</label></p>"
        .formatted(type, name, id, escape(value), on ? " checked" : "", id, escape(value));
  }

  public static String button(String decision, String label) {
    return "<button type=\"submit\" id=\"%s\" name=\"decision\" value=\"%s\">%s</button> "
        .formatted(decision, decision, label);
  }

  public static String document(String title, String body) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
        <body><main><h1 id="title">%s</h1>%s</main></body></html>
        """
        .formatted(title, title, body);
  }

  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
