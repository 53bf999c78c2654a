package io.concordat.sandbox.oauth;

import io.concordat.sandbox.http.Html;
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
      form.append(Html.choice("radio", "account", "account-" + i, email, email.equals(chosen)));
    }
    form.append("</fieldset><fieldset id=\"scopes\"><legend>")
        .append(Html.escape(params.first("client_id").orElse("")))
        .append(" wants to</legend>");
    int n = 0;
    for (String scope : scopes) {
      form.append(Html.choice("checkbox", "granted", "scope-" + n++, scope, true));
    }
    form.append("</fieldset><p>")
        .append(Html.button("approve", "Allow"))
        .append(Html.button("deny", "Cancel"))
        .append("</p></form>");
    return Html.document("Sign in to the Google twin", form.toString());
  }

  static String error(int status, String code, String text) {
    return Html.document(
        "Access blocked",
        "<p id=\"error-code\">Error %d: %s</p><p id=\"error-text\">%s</p>"
            .formatted(status, Html.escape(code), Html.escape(text)));
  }

  private static void hidden(StringBuilder form, Params params) {
    params
        .values()
        .forEach(
            (name, values) -> {
              if (!DECIDED_HERE.contains(name)) {
                values.forEach(value -> form.append(Html.hiddenField(name, value)));
              }
            });
    form.append(Html.hiddenField("granular", "1"));
  }
}
