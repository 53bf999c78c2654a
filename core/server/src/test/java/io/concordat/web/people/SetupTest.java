package io.concordat.web.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.Statements;
import io.concordat.identity.Setup;
import io.concordat.spi.secret.Secret;
import io.concordat.web.Browser;
import io.concordat.web.FakePorts;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first tenant is made once, by whoever knows a code. */
class SetupTest {
  private final WebFixture web = new WebFixture(FakePorts.community());
  private final Setup setup = web.ground.ground().identity().setup();

  @AfterEach
  void close() {
    web.close();
  }

  private Browser browser() {
    return new Browser(web.http(), "192.0.2.1");
  }

  private static Got make(Browser browser, String code, String more) {
    return browser.post(
        "/api/setup",
        "{\"code\":\"%s\",\"tenantName\":\"Acme\",\"name\":\"Ann\",%s}".formatted(code, more));
  }

  private static Got make(Browser browser, String code) {
    return make(browser, code, "\"email\":\"ann@acme.example\",\"password\":\"a long password\"");
  }

  private String accepted() {
    Secret code = Setup.generate();
    setup.accept(code);
    return code.reveal();
  }

  private boolean needed() {
    return web.http().get("/api/setup").expect(200).json().path("needed").asBoolean();
  }

  @Test
  void aCodeMakesATenantAndSignsIn() {
    String code = accepted();
    assertTrue(needed());
    assertEquals("wrong_setup_code", make(browser(), Setup.generate().reveal()).expect(403).code());
    assertEquals("wrong_setup_code", make(browser(), "").expect(403).code());
    String good = "\"email\":\"ann@acme.example\",\"password\":";
    assertEquals("weak_password", make(browser(), code, good + "\"short\"").expect(422).code());
    assertEquals(
        "invalid_value",
        make(browser(), code, "\"email\":\"x\",\"password\":\"a long password\"")
            .expect(422)
            .code());
    assertTrue(needed());

    Browser browser = browser();
    make(browser, code.toLowerCase(Locale.ROOT).replace("-", " ")).expect(201);
    assertEquals("admin", browser.get("/api/auth/session").json().path("role").asText());
    browser.post("/api/v1/users", "{\"email\":\"b@acme.example\",\"name\":\"B\"}").expect(201);
    browser().signIn("ann@acme.example", "a long password").expect(200);
    assertFalse(needed());
    assertEquals("set_up_already", make(browser(), code).expect(409).code());
    assertEquals(List.of("0"), Statements.column(web.ground, "select count(*) from setup_codes"));
  }

  @Test
  void requestsOfManyNodesAtOnceMakeOneTenant() throws Exception {
    List<Callable<Integer>> requests = new ArrayList<>();
    for (int node = 0; node < 3; node++) {
      String code = accepted();
      for (int i = 0; i < 3; i++) {
        requests.add(() -> make(browser(), code).status());
      }
    }
    List<Integer> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(requests)) {
        answers.add(status.get());
      }
    }
    assertEquals(1, answers.stream().filter(status -> status == 201).count(), answers.toString());
    assertTrue(
        answers.stream().allMatch(status -> status == 201 || status == 409 || status == 403),
        answers.toString());
    assertEquals(List.of("1"), Statements.column(web.ground, "select count(*) from tenants"));
    assertEquals(List.of("0"), Statements.column(web.ground, "select count(*) from setup_codes"));
  }

  @Test
  void aTenantMadeOtherwiseClosesIt() {
    String code = accepted();
    web.ground.tenant("by command");
    assertFalse(needed());
    make(browser(), code).expect(409);
  }
}
