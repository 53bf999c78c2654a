package io.concordat.web.sso;

import static io.concordat.web.sso.SignInHouse.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.web.Http.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every way that was thought of to sign in without being allowed to, over HTTP against the
 * Microsoft twin. Each is answered alike, opens no session, and leaves its reason for those who may
 * know; the test prints the table.
 */
class SignInRefusalsTest {
  private static final String LINE = "%-62s %-32s %s";
  private static final List<String> TABLE = new ArrayList<>();

  private static Scene scene;

  @BeforeAll
  static void open() {
    scene = Scene.open();
  }

  @AfterAll
  static void close() {
    scene.house().close();
    System.out.println(
        LINE.formatted("A sign-in that must fail", "audited reason", "browser hears"));
    TABLE.forEach(System.out::println);
  }

  @TestFactory
  Stream<DynamicTest> each_is_refused_alike_and_audited_exactly() {
    List<Case> all = new ArrayList<>();
    all.addAll(new TokenCases(scene).all());
    all.addAll(new FlowCases(scene).all());
    all.addAll(new PeopleCases(scene).all());
    all.addAll(new SettingCases(scene).all());
    assertTrue(all.size() >= 25, all.size() + " cases");
    return all.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> refused(one)));
  }

  private static void refused(Case one) {
    scene.house().later();
    Got got;
    try {
      got = one.run().get().expect(302);
    } finally {
      scene.house().honest();
    }
    Map<String, String> told = query("http://x" + got.header("Location"));
    String reference = told.getOrDefault("reference", "");
    assertTrue(got.header("Location").startsWith("/signin?signIn=error&"), got.toString());
    assertEquals(List.of("reference", "signIn"), List.copyOf(new TreeSet<>(told.keySet())));
    assertTrue(reference.matches("[A-Za-z0-9]{10}"), reference);
    assertFalse(
        got.response().headers().allValues("Set-Cookie").stream()
            .anyMatch(cookie -> cookie.startsWith("concordat-session")),
        "a session came of it");
    assertEquals(
        one.reason(), scene.house().reason(reference, scene.tenant(), scene.other().tenant()));
    TABLE.add(LINE.formatted(one.name(), one.reason(), told.get("signIn")));
  }
}
