package io.concordat.web.sso;

import static io.concordat.web.sso.Case.attempt;

import io.concordat.identity.Role;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.Http.Got;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** People whom nobody let in, and addresses that prove nothing. */
record PeopleCases(Scene scene) {
  List<Case> all() {
    List<Case> all = new ArrayList<>();
    all.addAll(people());
    all.addAll(addresses());
    return all;
  }

  private List<Case> people() {
    return List.of(
        attempt("nobody has the address", "unknown_user", () -> newcomer("nobody@contoso.example")),
        attempt("an inactive user who was linked", "inactive_user", this::inactiveLinked),
        attempt("an inactive user, by the address", "inactive_user", this::inactive),
        attempt("a client-portal user, by the address", "client_portal_user", this::portal),
        attempt("a client-portal user who was linked before", "client_portal_user", this::demoted),
        attempt("the user is linked to another person", "linked_to_another", this::another));
  }

  private Got newcomer(String email) {
    scene.house().account(email);
    return scene.signIn(email);
  }

  private Got inactiveLinked() {
    UserId user = scene.house().user(scene.tenant(), "gone@contoso.example", Role.TECHNICIAN);
    scene
        .house()
        .link(
            scene.house().admin,
            user,
            scene.house().directory(),
            scene.house().account("gone@contoso.example"));
    deactivate(user);
    return scene.signIn("gone@contoso.example");
  }

  private void deactivate(UserId user) {
    scene
        .house()
        .web
        .ground
        .in(
            scene.tenant(),
            tx -> scene.house().web.ground.ground().users().setActive(tx, user, false));
  }

  private Got inactive() {
    deactivate(scene.house().user(scene.tenant(), "away@contoso.example", Role.TECHNICIAN));
    return newcomer("away@contoso.example");
  }

  private Got portal() {
    scene.house().user(scene.tenant(), "client@contoso.example", Role.CLIENT_PORTAL);
    return newcomer("client@contoso.example");
  }

  private Got demoted() {
    UserId user = scene.house().user(scene.tenant(), "was@contoso.example", Role.TECHNICIAN);
    scene
        .house()
        .link(
            scene.house().admin,
            user,
            scene.house().directory(),
            scene.house().account("was@contoso.example"));
    scene
        .house()
        .sql(
            scene.tenant(),
            "update users set role = 'client_portal' where email = 'was@contoso.example'");
    return scene.signIn("was@contoso.example");
  }

  private Got another() {
    UserId user = scene.house().user(scene.tenant(), "taken@contoso.example", Role.TECHNICIAN);
    scene
        .house()
        .link(scene.house().admin, user, scene.house().directory(), UUID.randomUUID().toString());
    return newcomer("taken@contoso.example");
  }

  private List<Case> addresses() {
    return List.of(
        attempt(
            "address that Microsoft does not prove",
            "address_unproven",
            () -> claimsOf("unproven", "'xms_edov':null")),
        attempt(
            "address that Microsoft says is not proved",
            "address_unproven",
            () -> claimsOf("untrue", "'xms_edov':false")),
        attempt(
            "email_verified is not what Entra proves by",
            "address_unproven",
            () -> claimsOf("verified", "'xms_edov':null,'email_verified':true")),
        attempt("no address at all", "address_unproven", () -> claimsOf("mute", "'email':null")),
        attempt(
            "preferred_username is no address",
            "address_unproven",
            () -> claimsOf("named", "'email':null,'preferred_username':'named@contoso.example'")),
        attempt(
            "domain of nobody",
            "domain_unverified",
            () -> claimsOf("nowhere", "'email':'nowhere@elsewhere.example'")),
        attempt("domain that is claimed and not proved", "domain_unverified", this::unverified),
        attempt(
            "sub-domain of a proved domain",
            "domain_unverified",
            () -> claimsOf("sub", "'email':'sub@eu.contoso.example'")),
        attempt("domain that another tenant proved", "domain_unverified", this::foreignDomain),
        attempt("domain that was revoked", "domain_unverified", this::revoked),
        attempt(
            "our user's address, at another tenant's sign-in",
            "domain_unverified",
            this::elsewhere));
  }

  /** Somebody of ours whom nobody linked. */
  private Got claimsOf(String name, String claims) {
    String email = name + "@contoso.example";
    scene.house().user(scene.tenant(), email, Role.TECHNICIAN);
    scene.house().user(scene.tenant(), name + "@elsewhere.example", Role.TECHNICIAN);
    scene.house().user(scene.tenant(), name + "@eu.contoso.example", Role.TECHNICIAN);
    scene.house().account(email);
    scene.house().control("id-tokens", "{'claims':{" + claims + "}}");
    return scene.signIn(email);
  }

  private Got unverified() {
    scene.house().claim(scene.house().admin, "claimed.example");
    scene.house().user(scene.tenant(), "una@claimed.example", Role.TECHNICIAN);
    scene.house().account("una@claimed.example");
    return scene.signIn("una@claimed.example");
  }

  private Got foreignDomain() {
    scene.house().prove(scene.other(), "fabrikam.example");
    scene.house().user(scene.tenant(), "fay@fabrikam.example", Role.TECHNICIAN);
    scene.house().account("fay@fabrikam.example");
    return scene.signIn("fay@fabrikam.example");
  }

  private Got revoked() {
    String id = scene.house().prove(scene.house().admin, "revoked.example").path("id").asText();
    scene.house().user(scene.tenant(), "rev@revoked.example", Role.TECHNICIAN);
    scene.house().account("rev@revoked.example");
    scene.house().admin.http().post("/api/v1/sso/domains/" + id + "/revocation", "").expect(200);
    return scene.signIn("rev@revoked.example");
  }

  private Got elsewhere() {
    Browser browser = scene.house().browser();
    return browser.get(
        scene
            .house()
            .approve(scene.house().start(browser, "tenant=" + scene.other().tenant()), Scene.TINA));
  }
}
