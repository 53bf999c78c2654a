package io.concordat.sandbox.entra;

import io.concordat.sandbox.http.Html;
import io.concordat.sandbox.http.Params;
import java.util.List;
import java.util.Set;

/** The pages of sign-in: real forms, usable with a keyboard and by a script. */
final class SignInHtml {
  private static final Set<String> DECIDED_HERE = Set.of("account", "decision");

  private SignInHtml() {}

  static String page(
      Authority authority, Params params, Set<String> scopes, List<Account> accounts) {
    StringBuilder form = start(authority, "oauth2/v2.0/authorize", params);
    form.append("<fieldset id=\"accounts\"><legend>Pick an account</legend>");
    String hint = params.first("login_hint").orElse("");
    boolean known = accounts.stream().anyMatch(a -> a.email().equalsIgnoreCase(hint));
    for (int i = 0; i < accounts.size(); i++) {
      String email = accounts.get(i).email();
      boolean chosen = known ? email.equalsIgnoreCase(hint) : i == 0;
      form.append(Html.choice("radio", "account", "account-" + i, email, chosen));
    }
    form.append("</fieldset><p>Permissions requested by ")
        .append(Html.escape(params.first("client_id").orElse("")))
        .append("</p><ul id=\"scopes\">");
    scopes.forEach(scope -> form.append("<li>").append(Html.escape(scope)).append("</li>"));
    return end(form.append("</ul>"), "Sign in to the Microsoft twin");
  }

  static String adminPage(Authority authority, Params params) {
    StringBuilder form = start(authority, "v2.0/adminconsent", params);
    form.append("<p>Consent on behalf of the organization to ")
        .append(Html.escape(params.first("client_id").orElse("")))
        .append(": ")
        .append(Html.escape(params.first("scope").orElse("all configured permissions")))
        .append("</p>");
    return end(form, "Permissions requested: review for your organization");
  }

  private static StringBuilder start(Authority authority, String path, Params params) {
    StringBuilder form = new StringBuilder();
    form.append("<form id=\"consent-form\" method=\"post\" action=\"/")
        .append(Html.escape(authority.name()))
        .append('/')
        .append(path)
        .append("\">");
    params
        .values()
        .forEach(
            (name, values) -> {
              if (!DECIDED_HERE.contains(name)) {
                values.forEach(value -> form.append(Html.hiddenField(name, value)));
              }
            });
    return form;
  }

  private static String end(StringBuilder form, String title) {
    form.append("<p>")
        .append(Html.button("approve", "Accept"))
        .append(Html.button("deny", "Cancel"))
        .append("</p></form>");
    return Html.document(title, form.toString());
  }

  static String error(AadError error) {
    return Html.document(
        "Sorry, but we’re having trouble signing you in.",
        "<p id=\"error-code\">AADSTS%d</p><p id=\"error-text\">%s</p>"
            .formatted(error.code(), Html.escape(error.description())));
  }
}
