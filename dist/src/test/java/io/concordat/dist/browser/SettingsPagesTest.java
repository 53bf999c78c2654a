package io.concordat.dist.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.calendar.TwinControl.Client;
import io.concordat.dist.http.Rest;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator sets things up by pages alone. */
@Tag("assembled")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SettingsPagesTest {
  private static final String PROVIDERS = "/settings/integrations/providers";
  private static final String PROFILES = "/api/v1/microsoft/profiles";

  @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.EE);

  private static Client app() {
    return BROWSING
        .site()
        .microsoft()
        .client(BROWSING.site().address() + "/api/auth/microsoft/calendar/callback");
  }

  static void add(Page page, String name, Client app, String secret) {
    page.locator("#profile-add").click();
    page.locator("#profile-add-name").fill(name);
    page.locator("#profile-add-directory").fill(app.directory());
    page.locator("#profile-add-client").fill(app.id());
    page.locator("#profile-add-secret").fill(secret);
    page.locator("#profile-add-save").click();
    assertThat(card(page, name)).isVisible();
  }

  static Locator card(Page page, String name) {
    return page.locator(
        "article.settings-card",
        new Page.LocatorOptions().setHas(page.locator("h3", titled(name))));
  }

  private static Page.LocatorOptions titled(String name) {
    return new Page.LocatorOptions().setHasText(name);
  }

  private static void choose(Page page, String name) {
    page.locator("#binding-calendar-profile").selectOption(new SelectOption().setLabel(name));
    page.locator("#binding-calendar-save").click();
  }

  @Test
  void aProfileIsMadeTestedBoundAndReplaced() {
    Page page = BROWSING.visit(BROWSING.team().admin()).open(PROVIDERS);
    Client app = app();
    add(page, "Main", app, "not~the~secret");
    Locator main = card(page, "Main");
    main.locator("[id$='-test']").click();
    assertThat(main.locator(".settings-verdict")).containsText("does not accept the client secret");
    main.locator("[id$='-edit']").click();
    main.locator("[id$='-edit-secret']").fill(app.secret());
    main.locator("[id$='-edit-save']").click();
    assertThat(main.locator("dialog[open]")).hasCount(0);
    main.locator("[id$='-test']").click();
    assertThat(main.locator(".settings-verdict")).containsText("Entra accepts the credentials");

    assertThat(page.locator("#binding-calendar-save")).isDisabled();
    choose(page, "Main");
    assertThat(page.locator("#binding-calendar")).containsText("Uses Main.");
    main.locator("[id$='-archive']").click();
    assertThat(main.locator("dialog[open]")).containsText("This profile is in use.");
    assertThat(main.locator("[id$='-archive-confirm']")).hasCount(0);
    main.locator("[id$='-archive-to-calendar']").click();
    assertThat(page.locator("#binding-calendar")).isFocused();

    add(page, "Second", app, app.secret());
    choose(page, "Second");
    assertThat(page.locator("#binding-calendar-rebind-dialog"))
        .containsText("stops and must be authorised again");
    page.locator("#binding-calendar-rebind-cancel").click();
    assertThat(page.locator("#binding-calendar")).containsText("Uses Main.");
    page.locator("#binding-calendar-save").click();
    page.locator("#binding-calendar-rebind-confirm").click();
    assertThat(page.locator("#binding-calendar")).containsText("Uses Second.");

    main.locator("[id$='-archive']").click();
    main.locator("[id$='-archive-confirm']").click();
    assertThat(page.locator("#profiles-archived")).containsText("One archived profile");
  }

  @Test
  void aRefusalIsSaidInTheVisitorsLanguageAndForgottenWithItsDialog() {
    Visit visit = BROWSING.visit(BROWSING.team().admin(), Look.WIDE.inGerman());
    Page page = visit.open(PROVIDERS + "/google");
    visit.expect(422, "/api/v1/google/app");
    page.locator("#google-new-client").fill("two words");
    page.locator("#google-new-secret").fill("a-secret");
    page.locator("#google-new-save").click();
    assertThat(page.locator("#google-new-client-problem-now"))
        .hasText("Dieser Wert ist hier nicht möglich. Ändern Sie ihn.");
    page.locator("#tab-microsoft").click();
    page.locator("#profile-add").click();
    page.locator("#profile-add-save").click();
    assertThat(page.locator("dialog[open] .is-invalid")).not().hasCount(0);
    page.keyboard().press("Escape");
    page.locator("#profile-add").click();
    assertThat(page.locator("dialog[open] #profile-add-name")).isVisible();
    assertThat(page.locator("dialog[open] .is-invalid, [data-field-problem]")).hasCount(0);
  }

  @Test
  void whatIsBoundMeanwhileIsRefusedInWords() {
    Team team = BROWSING.team();
    Visit visit = BROWSING.visit(team.admin());
    Page page = visit.open(PROVIDERS);
    Client app = app();
    add(page, "Main", app, app.secret());
    JsonNode profile = team.rest().get(PROFILES).expect(200).json().path("items").path(0);
    ObjectNode binding = Rest.object().put("profileId", profile.path("id").asText());
    team.rest().send("PUT", "/api/v1/microsoft/bindings/msp_sso", binding, Map.of()).expect(200);
    visit.expect(409, PROFILES);
    Locator main = card(page, "Main");
    main.locator("[id$='-delete']").click();
    main.locator("[id$='-delete-confirm']").click();
    assertThat(main.locator("dialog[open] [role=alert]")).containsText("This profile is in use.");
    page.keyboard().press("Escape");
    assertThat(main.locator("[id$='-delete']")).isFocused();
  }

  @Test
  void aDomainIsVerified() {
    Team team = BROWSING.team();
    Visit visit = BROWSING.visit(team.admin());
    Page page = visit.open(PROVIDERS + "/domains");
    page.locator("#domain-add-name").fill(team.domain());
    page.locator("#domain-add-save").click();
    Locator card = page.locator("#domains article");
    assertThat(card).containsText("Not verified");
    visit.expect(409, "/api/v1/sso/domains");
    card.locator("[id$='-verify']").click();
    assertThat(card.locator("[role=alert]:visible"))
        .containsText("The TXT record cannot be seen yet.");
    ObjectNode record = Rest.object().put("name", card.locator("code[id$='-name']").textContent());
    record.putArray("txt").add(card.locator("code[id$='-value']").textContent());
    BROWSING.site().microsoft().pages().post("/_sandbox/dns", record).expect(200);
    card.locator("[id$='-verify']").click();
    assertThat(card).containsText("Addresses of this domain are yours.");
    card.locator("[id$='-revoke']").click();
    card.locator("[id$='-revoke-confirm']").click();
    assertThat(card).containsText("An administrator revoked this domain.");
  }

  @Test
  void aUserIsAddedAndGetsAPassword() {
    Team team = BROWSING.team();
    Page page = BROWSING.visit(team.admin()).open("/settings/people");
    page.locator("#person-add").click();
    page.locator("#person-add-name").fill("Nora <b>New</b>");
    page.locator("#person-add-email").fill("nora@" + team.domain());
    page.locator("#person-add-save").click();
    assertThat(page.locator("h1")).hasText("Nora <b>New</b>");
    page.locator("#person-reset").click();
    assertThat(page.locator("#person-code-dialog")).isVisible();
    String code = page.locator("#person-code").textContent();
    page.locator("#person-code-close").click();
    assertThat(page.locator("#person-code")).hasText("");
    Rest.at(BROWSING.site().address())
        .post(
            "/api/auth/password-reset",
            Rest.object().put("code", code).put("newPassword", "a password for Nora"))
        .expect(204);
    page.locator("#person-deactivate").click();
    page.locator("#person-deactivate-confirm").click();
    assertThat(page.locator("#person-activate")).isVisible();
    page.locator("#people-back").click();
    page.locator("#people-q").fill("nora");
    page.keyboard().press("Enter");
    assertThat(page.locator("#people-list tbody tr")).hasCount(1);
    assertThat(page.locator("#people-list")).containsText("Inactive");
  }

  @Test
  void aTokenIsShownOnceAndRevoked() {
    Team team = BROWSING.team();
    Page page = BROWSING.visit(team.admin()).open("/profile/tokens");
    page.locator("#token-add").click();
    page.locator("#token-add-name").fill("Reports");
    page.locator("#token-add-users-read").check();
    page.locator("#token-add-save").click();
    assertThat(page.locator("#token-made")).isVisible();
    String token = page.locator("#token-made-value").textContent();
    Rest by = Rest.at(BROWSING.site().address()).with(token);
    by.get("/api/v1/users").expect(200);
    assertEquals(403, by.get("/api/v1/audit").status());
    page.locator("#token-made-close").click();
    assertThat(page.locator("#token-made-value")).hasText("");
    assertFalse(page.content().contains(token), "it is still in the page");
    Locator row = page.locator("#tokens li", titled("Reports"));
    row.locator("[id$='-revoke']").click();
    row.locator("[id$='-confirm']").click();
    assertThat(row).hasCount(0);
    by.get("/api/v1/users").expect(401);
  }
}
