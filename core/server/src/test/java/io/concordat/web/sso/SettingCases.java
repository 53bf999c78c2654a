package io.concordat.web.sso;

import static io.concordat.web.sso.Case.attempt;
import static io.concordat.web.sso.SignInHouse.encode;

import io.concordat.identity.Role;
import io.concordat.tenant.Handles;
import io.concordat.web.Http.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Profiles and bindings that do not serve, and starts that lead nowhere. */
record SettingCases(Scene scene) {
  List<Case> all() {
    List<Case> all = new ArrayList<>();
    all.addAll(settings());
    all.addAll(starts());
    return all;
  }

  private List<Case> settings() {
    return List.of(
        attempt(
            "nothing is bound",
            "binding_not_configured",
            () -> without("delete from microsoft_profile_consumer_bindings")),
        attempt(
            "the profile is archived",
            "profile_archived",
            () ->
                without(
                    "update microsoft_profiles set archived_at = created_at where id = '"
                        + scene.profile()
                        + "'")),
        attempt(
            "the profile has no secret",
            "profile_credentials_missing",
            () ->
                without(
                    "update microsoft_profiles set client_secret = null where id = '"
                        + scene.profile()
                        + "'")),
        attempt(
            "unbound while the browser is at Microsoft",
            "binding_not_configured",
            () -> meanwhile("delete from microsoft_profile_consumer_bindings")),
        attempt(
            "another profile bound while the browser is at Microsoft",
            "profile_changed",
            this::rebound),
        attempt("the profile's secret is wrong", "client_refused", this::wrongSecret),
        attempt("personal account at a profile for everybody", "personal_account", this::personal),
        attempt("stranger at a profile for everybody", "address_unproven", this::stranger));
  }

  private Got without(String sql) {
    byte[] kept = secret();
    scene.house().sql(scene.tenant(), sql);
    try {
      return scene.house().browser().get("/api/auth/msp/sso/start?email=" + encode(Scene.TINA));
    } finally {
      mend(kept);
    }
  }

  private Got meanwhile(String sql) {
    Browser browser = scene.house().browser();
    String back = scene.house().approve(scene.house().start(browser), Scene.TINA);
    byte[] kept = secret();
    scene.house().sql(scene.tenant(), sql);
    try {
      return browser.get(back);
    } finally {
      mend(kept);
    }
  }

  private byte[] secret() {
    return scene
        .house()
        .web
        .ground
        .in(
            scene.tenant(),
            tx ->
                Handles.of(tx)
                    .createQuery("select client_secret from microsoft_profiles where id = :id")
                    .bind("id", UUID.fromString(scene.profile()))
                    .mapTo(byte[].class)
                    .one());
  }

  private void mend(byte[] secret) {
    scene
        .house()
        .web
        .ground
        .in(
            scene.tenant(),
            tx ->
                Handles.of(tx)
                    .createUpdate(
                        "update microsoft_profiles set archived_at = null, client_secret = :secret where id = :id")
                    .bind("secret", secret)
                    .bind("id", UUID.fromString(scene.profile()))
                    .execute());
    scene.house().bind(scene.house().admin, scene.profile());
  }

  private Got rebound() {
    Browser browser = scene.house().browser();
    String back = scene.house().approve(scene.house().start(browser), Scene.TINA);
    scene
        .house()
        .bind(
            scene.house().admin,
            scene.house().profile(scene.house().admin, "Another", scene.house().directory()));
    try {
      return browser.get(back);
    } finally {
      scene.house().bind(scene.house().admin, scene.profile());
    }
  }

  private Got wrongSecret() {
    return with(
        scene
            .house()
            .profile(scene.house().admin, "Wrong", scene.house().directory(), "not-the-secret"),
        () -> scene.signIn(Scene.TINA));
  }

  private Got with(String bound, Supplier<Got> run) {
    scene.house().bind(scene.house().admin, bound);
    try {
      return run.get();
    } finally {
      scene.house().bind(scene.house().admin, scene.profile());
    }
  }

  private String everybodys(String name) {
    scene
        .house()
        .control("apps", "{'clientId':'" + scene.house().clientId() + "','multiTenant':true}");
    return scene.house().profile(scene.house().admin, name, "common");
  }

  private Got personal() {
    String directory = "9188040d-6c67-4c5b-b112-36a304b66dad";
    String issuer = "https://login.microsoftonline.com/" + directory + "/v2.0";
    return with(
        everybodys("For everybody"),
        () -> scene.claiming("'tid':'" + directory + "','iss':'" + issuer + "'"));
  }

  /** Knows one of our addresses, and has it in a directory of their own. */
  private Got stranger() {
    String bound = everybodys("For everybody too");
    scene.house().control("directories", "{'domain':'evil.example'}");
    scene.house().user(scene.tenant(), "boss@contoso.example", Role.ADMIN);
    scene.house().account("eve@evil.example");
    scene.house().control("accounts", "{'email':'eve@evil.example','directoryId':'evil.example'}");
    scene
        .house()
        .control("id-tokens", "{'claims':{'email':'boss@contoso.example','xms_edov':false}}");
    return with(bound, () -> scene.signIn("eve@evil.example"));
  }

  private List<Case> starts() {
    List<Case> all = new ArrayList<>();
    for (String where :
        List.of(
            "https://evil.example/",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "javascript:alert(1)",
            " /schedule",
            "/schedule\r\nSet-Cookie: a=b",
            "https:evil.example",
            "/api/v1/users",
            "schedule")) {
      String shown = where.replace("\t", "<tab>").replaceAll("[\r\n]+", "<line end>");
      all.add(
          attempt(
              "afterwards to " + shown,
              "bad_return_path (no tenant)",
              () -> begin("email=" + encode(Scene.TINA) + "&returnTo=" + encode(where))));
    }
    all.add(
        attempt(
            "address of an unknown domain",
            "no_tenant (no tenant)",
            () -> begin("email=a%40unknown.example")));
    all.add(attempt("address that is none", "no_tenant (no tenant)", () -> begin("email=x")));
    all.add(
        attempt(
            "unknown tenant", "no_tenant (no tenant)", () -> begin("tenant=" + UUID.randomUUID())));
    all.add(
        attempt(
            "neither address nor tenant",
            "no_tenant (no tenant)",
            () -> begin("returnTo=/schedule")));
    return all;
  }

  private Got begin(String query) {
    return scene.house().browser().get("/api/auth/msp/sso/start?" + query);
  }
}
