package io.concordat.dist.browser;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Rest;
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;

/** A user of one edition with a password. */
public record Member(URI site, String id, String name, String email, String password) {

  /** Signs in anew: the cookies of that session. */
  public List<Cookie> session() {
    return signedIn().stream()
        .map(
            cookie ->
                new Cookie(cookie.getName(), cookie.getValue())
                    .setUrl(site.toString())
                    .setHttpOnly(cookie.isHttpOnly())
                    .setSameSite(SameSiteAttribute.LAX))
        .toList();
  }

  private List<HttpCookie> signedIn() {
    Answer answer =
        Rest.at(site)
            .post("/api/auth/sign-in", Rest.object().put("email", email).put("password", password))
            .expect(200);
    return answer.headers().allValues("set-cookie").stream()
        .flatMap(line -> HttpCookie.parse(line).stream())
        .toList();
  }
}
