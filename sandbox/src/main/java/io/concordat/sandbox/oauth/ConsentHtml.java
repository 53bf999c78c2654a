package io.concordat.sandbox.oauth;

import io.concordat.sandbox.http.Params;
import java.util.List;
import java.util.Set;

/** The consent page: a real form, usable with a keyboard and by a script. */
final class ConsentHtml {
  private static final Set<String> DECIDED_HERE =
      Set.of("account", "decision", "granular", "granted");

  private ConsentHtml() {}

  static String page(Params params, Set<String> scopes, List<String> accounts) {
    StringBuilder form = new StringBuilder();
    form.append("<form id=\"consent-form\" method=\"post\" action=\"/o/oauth2/v2/auth\">");
    hidden(form, params);
    form.append("<fieldset id=\"accounts\"><legend>Choose an account</legend>");
    String hint = params.first("login_hint").orElse("");
    String chosen = accounts.contains(hint) ? hint : accounts.stream().findFirst().orElse("");
    for (int i = 0; i < accounts.size(); i++) {
      String email = accounts.get(i);
      form.append(choice("radio", "account", "account-" + i, email, email.equals(chosen)));
    }
    form.append("</fieldset><fieldset id=\"scopes\"><legend>")
        .append(escape(params.first("client_id").orElse("")))
        .append(" wants to</legend>");
    int n = 0;
    for (String scope : scopes) {
      form.append(choice("checkbox", "granted", "scope-" + n++, scope, true));
    }
    form.append("</fieldset><p>")
        .append(button("approve", "Allow"))
        .append(button("deny", "Cancel"))
        .append("</p></form>");
    return document("Sign in to the Google twin", form.toString());
  }

  static String error(int status, String code, String text) {
    return document(
        "Access blocked",
        "<p id=\"error-code\">Error %d: %s</p><p id=\"error-text\">%s</p>"
            .formatted(status, escape(code), escape(text)));
  }

  private static void hidden(StringBuilder form, Params params) {
    params
        .values()
        .forEach(
            (name, values) -> {
              if (!DECIDED_HERE.contains(name)) {
                values.forEach(value -> form.append(hiddenField(name, value)));
              }
            });
    form.append(hiddenField("granular", "1"));
  }

  private static String hiddenField(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
        .formatted(escape(name), escape(value));
  }

  private static String choice(String type, String name, String id, String value, boolean on) {
    return "<p><input type=\"%s\" name=\"%s\" id=\"%s\" value=\"%s\"%s> <label for=\"%s\">%s</label></p>"
        .formatted(type, name, id, escape(value), on ? " checked" : "", id, escape(value));
  }

  private static String button(String decision, String label) {
    return "<button type=\"submit\" id=\"%s\" name=\"decision\" value=\"%s\">%s</button> "
        .formatted(decision, decision, label);
  }

  private static String document(String title, String body) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
        <body><main><h1 id="title">%s</h1>%s</main></body></html>
        """
        .formatted(title, title, body);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
