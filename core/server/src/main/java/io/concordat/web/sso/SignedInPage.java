package io.concordat.web.sso;

import io.concordat.sso.ReturnPath;
import io.concordat.web.Html;
import io.concordat.web.PublicUrl;
import io.concordat.web.Query;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.Optional;

/** Where signing in with Microsoft ends. A failure says nothing of its reason. */
@Controller("/signed-in")
@Produces(MediaType.ALL)
final class SignedInPage {
  private static final String STYLE =
      """
      body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem;
      color:#1b1f24;background:#fff}
      @media (prefers-color-scheme:dark){body{color:#e6e8eb;background:#14171a}a{color:#8ab4f8}}
      """;

  private final String base;

  SignedInPage(PublicUrl publicUrl) {
    this.base = publicUrl.path();
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    Query query = Query.of(request);
    return query.text("signIn").filter("success"::equals).isPresent()
        ? signedIn(query.text("returnTo").flatMap(ReturnPath::of).orElse("/schedule"))
        : failed(query.text("reference").filter(text -> text.matches("[A-Za-z0-9]{1,20}")));
  }

  private HttpResponse<?> signedIn(String returnTo) {
    return page(
        "success",
        "You are signed in",
        "<a id=\"signed-in-continue\" href=\"%s\">Continue</a>"
            .formatted(Html.escape(base + returnTo)));
  }

  private static HttpResponse<?> failed(Optional<String> reference) {
    String which =
        reference
            .map(
                text ->
                    " Tell your administrator the reference <code id=\"signed-in-reference\">"
                        + Html.escape(text)
                        + "</code> if that does not help.")
            .orElse("");
    return page(
        "error",
        "You are not signed in",
        "Signing in with Microsoft did not work. Try again." + which);
  }

  private static HttpResponse<?> page(String outcome, String title, String text) {
    String inner =
        """
        <main id="signed-in-outcome" data-sign-in="%s">
        <h1 id="signed-in-title">%s</h1>
        <p id="signed-in-text" role="status">%s</p>
        </main>
        """
            .formatted(outcome, title, text);
    return Html.page(title, inner, STYLE, "");
  }
}
