package io.concordat.dist.browser;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Rest;
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;
import java.util.Map;

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

  /** The same person by REST, with a token made for it. */
  public Technician technician() {
    List<HttpCookie> cookies = signedIn();
    String token =
        Rest.at(site)
            .send(
                "POST",
                "/api/v1/tokens",
                Rest.object().put("name", "test"),
                Map.of("Cookie", header(cookies), "X-CSRF-Token", forgery(cookies)))
            .expect(201)
            .json()
            .path("token")
            .asText();
    return new Technician(name, email, id, token, Rest.at(site).with(token));
  }

  private static String header(List<HttpCookie> cookies) {
    return String.join(
        "; ", cookies.stream().map(one -> one.getName() + "=" + one.getValue()).toList());
  }

  private static String forgery(List<HttpCookie> cookies) {
    return cookies.stream()
        .filter(cookie -> cookie.getName().endsWith("concordat-csrf"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElseThrow();
  }
}
