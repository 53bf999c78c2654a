package io.concordat.sandbox.entra;

import io.concordat.sandbox.http.Html;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The way back to the app: in the query, in the fragment, or as a form that posts itself. */
record Callback(String address, String mode, Map<String, String> state) {
  static Callback of(Params params) {
    Map<String, String> state = new LinkedHashMap<>();
    params.first("state").ifPresent(value -> state.put("state", value));
    return new Callback(
        params.first("redirect_uri").orElseThrow(),
        params.first("response_mode").orElse("query"),
        state);
  }

  Reply answer(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.putAll(state);
    return switch (mode) {
      case "form_post" -> Reply.html(200, form(all));
      case "fragment" -> Reply.redirect(address + "#" + joined(all));
      default -> Reply.redirect(address + (address.contains("?") ? "&" : "?") + joined(all));
    };
  }

  private static String joined(Map<String, String> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach((name, value) -> pairs.add(name + "=" + Params.encode(value)));
    return String.join("&", pairs);
  }

  private String form(Map<String, String> values) {
    StringBuilder fields = new StringBuilder();
    values.forEach((name, value) -> fields.append(Html.hiddenField(name, value)));
    return Html.document(
        "Working...",
        """
        <form id="callback" method="post" action="%s">%s<noscript><button type="submit" id="go">Continue</button></noscript></form>
        <script>document.getElementById("callback").submit();</script>"""
            .formatted(Html.escape(address), fields));
  }
}
