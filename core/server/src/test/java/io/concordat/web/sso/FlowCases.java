package io.concordat.web.sso;

import static io.concordat.web.sso.Case.attempt;
import static io.concordat.web.sso.SignInHouse.encode;
import static io.concordat.web.sso.SignInHouse.parameter;
import static io.concordat.web.sso.SignInHouse.query;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.concordat.web.Http.Got;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** States, codes and answers that are not this browser's, or not good any more. */
record FlowCases(Scene scene) {
  List<Case> all() {
    return List.of(
        attempt(
            "no state",
            "missing_state (no tenant)",
            () -> scene.house().browser().get(SignInHouse.CALLBACK + "?code=x")),
        attempt(
            "made-up state",
            "unknown_state (no tenant)",
            () -> scene.house().browser().get(SignInHouse.CALLBACK + "?code=x&state=made-up")),
        attempt("state used again", "unknown_state (no tenant)", this::twice),
        attempt(
            "state of another browser",
            "other_browser",
            () ->
                scene
                    .house()
                    .browser()
                    .get(
                        scene
                            .house()
                            .approve(scene.house().start(scene.house().browser()), Scene.TINA))),
        attempt("state of another browser, which has its own flow", "other_browser", this::crossed),
        attempt("state older than ten minutes", "expired_state", this::late),
        attempt("no code", "missing_code", () -> changed("code", "")),
        attempt("made-up code", "code_refused", () -> changed("code", "made-up")),
        attempt("code redeemed before", "code_refused", this::codeAgain),
        attempt("code of another browser's sign-in", "code_refused", this::codeOfAnother),
        attempt("Microsoft says no", "vendor_error", () -> denied("decision=deny")),
        attempt(
            "Microsoft says why, at length",
            "vendor_error",
            () -> changed("error", "<script>alert(1)</script>")),
        attempt("sign-in blocked at Microsoft", "vendor_error", this::blocked),
        attempt(
            "Microsoft is down",
            "vendor_unavailable",
            () -> faulty("{'match':'POST .*/token','status':503,'times':9}")),
        attempt(
            "Microsoft answers nonsense",
            "vendor_unavailable",
            () -> faulty("{'match':'POST .*/token','kind':'malformedJson','times':9}")));
  }

  private Got twice() {
    Browser browser = scene.house().browser();
    String back = scene.house().approve(scene.house().start(browser), Scene.TINA);
    String cookie = String.join(";", browser.cookies().values());
    browser.get(back);
    assertFalse(cookie.isEmpty());
    browser.cookies().remove("concordat-session");
    return browser.get(back);
  }

  private Got crossed() {
    Browser victim = scene.house().browser();
    scene.house().start(victim);
    return victim.get(
        scene.house().approve(scene.house().start(scene.house().browser()), Scene.TINA));
  }

  private Got late() {
    Browser browser = scene.house().browser();
    URI authorize = scene.house().start(browser);
    scene.house().clock.advance(Duration.ofMinutes(10));
    return browser.get(scene.house().approve(authorize, Scene.TINA));
  }

  /** The way back with one parameter set, or taken away. */
  private Got changed(String name, String value) {
    Browser browser = scene.house().browser();
    Map<String, String> query =
        query("http://x" + scene.house().approve(scene.house().start(browser), Scene.TINA));
    query.put(name, value);
    return browser.get(address(query));
  }

  private String address(Map<String, String> query) {
    StringBuilder address = new StringBuilder(SignInHouse.CALLBACK + "?");
    query.forEach(
        (name, value) -> address.append(name).append('=').append(encode(value)).append('&'));
    return address.toString();
  }

  private Got codeAgain() {
    Browser first = scene.house().browser();
    String back = scene.house().approve(scene.house().start(first), Scene.TINA);
    first.get(back);
    return withCode(scene.house().browser(), parameter("http://x" + back, "code"));
  }

  private Got codeOfAnother() {
    String stolen = scene.house().approve(scene.house().start(scene.house().browser()), Scene.TINA);
    return withCode(scene.house().browser(), parameter("http://x" + stolen, "code"));
  }

  private Got withCode(Browser browser, String code) {
    String state = parameter(scene.house().start(browser).toString(), "state");
    return browser.get(address(Map.of("state", state, "code", code)));
  }

  private Got denied(String answer) {
    Browser browser = scene.house().browser();
    return browser.get(scene.house().back(scene.house().start(browser), answer));
  }

  private Got blocked() {
    scene.house().control("accounts/refuse", "{'email':'" + Scene.TINA + "','aadsts':53003}");
    try {
      return denied("decision=approve&account=" + encode(Scene.TINA));
    } finally {
      scene.house().control("accounts/refuse", "{'email':'" + Scene.TINA + "','aadsts':null}");
    }
  }

  private Got faulty(String fault) {
    Browser browser = scene.house().browser();
    String back = scene.house().approve(scene.house().start(browser), Scene.TINA);
    scene.house().control("faults", fault);
    return browser.get(back);
  }
}
