package io.concordat.dist.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.GoogleCalendar;
import io.concordat.dist.calendar.Provider;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** A tenant with people, secrets and private matters, and one of everything that has an id. */
final class Estate {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  final Tenant tenant;
  final Technician technician;
  final Probe admin;
  private final Installation at;
  final String name;

  private Estate(Installation at, String name) {
    this.at = at;
    this.name = name;
    this.tenant = Tenant.create(at.plan, name, "admin@" + name + ".example");
    this.technician = tenant.technician("Tess", "tess@" + name + ".example");
    this.admin = new Probe(name + "'s admin", tenant.admin(), at.canaries);
    secret("password", tenant.password());
    secret("token of the admin", tenant.apiToken());
    secret("token of the technician", technician.token());
  }

  static Estate furnished(Installation at, String name) {
    var estate = new Estate(at, name);
    estate.core();
    if (at.edition.hasCalendar()) {
      estate.calendar();
    }
    return estate;
  }

  String secret(String what, String text) {
    at.canaries.put("secret: " + name + "'s " + what, text);
    return text;
  }

  /** A statement that answers rows, past every row-level security. */
  void database(String sql) {
    at.database.column(sql);
  }

  private String confidential(String what) {
    String text = "canary" + what.replace(' ', '-') + "of" + name;
    at.canaries.put("private: " + name + "'s " + what, text);
    return text;
  }

  private String made(String what) {
    return secret(what, "canary~" + what.replace(' ', '~') + "~" + name);
  }

  /** A request that must go well, by the administrator. */
  JsonNode must(String method, String path, JsonNode body) {
    return admin.send(method, path, Optional.of(body)).expect(200, 201, 202, 204).json();
  }

  private void core() {
    technician.create(entry("Change the disks", false));
    technician.create(entry(confidential("private entry"), true));
    ObjectNode profile = Rest.object().put("displayName", name + "'s Microsoft 365");
    profile.put("clientId", UUID.randomUUID().toString());
    profile.put("directoryId", "contoso.example");
    profile.put("clientSecret", made("client secret at Microsoft"));
    String id = must("POST", "/api/v1/microsoft/profiles", profile).path("id").asText();
    must("PUT", "/api/v1/microsoft/bindings/msp_sso", Rest.object().put("profileId", id));
    new Furniture(this).put();
  }

  private static ObjectNode entry(String title, boolean isPrivate) {
    LocalDate day = LocalDate.now(Clock.systemUTC()).plusDays(3);
    ObjectNode entry = Rest.object().put("title", title).put("private", isPrivate);
    entry.put("notes", isPrivate ? title + " and its notes" : "");
    entry.put("timeZone", "Europe/Berlin");
    return entry.put("start", day + "T09:00:00+01:00").put("end", day + "T10:00:00+01:00");
  }

  /**
   * A connected calendar with mappings, a run, a plan, a look before a clean-up and a conflict; at
   * rest afterwards.
   */
  private void calendar() {
    TwinControl twin = at.google();
    String back = at.plan.address() + "/api/auth/google/calendar/callback";
    TwinControl.Client client = twin.client(back);
    secret("client secret at Google", client.secret());
    tenant.googleApp(client);
    TwinControl.Client own = twin.client(at.plan.address() + "/observer");
    TwinControl.Account account = twin.account(technician.email(), "Europe/Berlin", own);
    GoogleCalendar calendar = twin.google(account);
    calendar.insert(confidentialEvent());
    ObjectNode settings = Rest.object().put("name", "Tess").put("calendarId", "primary");
    Provider provider = Provider.create(technician, "google", settings);
    provider.connect(twin.pages(), account.email());
    Waiting.until("both sides agree", PATIENCE, () -> agree(provider, calendar));
    conflict(provider, calendar);
    provider.plan(PATIENCE);
    provider.look(PATIENCE);
    provider.active(false);
  }

  private boolean agree(Provider provider, GoogleCalendar calendar) {
    return provider.isQuiet()
        && calendar.list("singleEvents=false").items().size() == 3
        && technician.entries().size() == 3;
  }

  private JsonNode confidentialEvent() {
    LocalDate day = LocalDate.now(Clock.systemUTC()).plusDays(4);
    ObjectNode event =
        Rest.object().put("summary", confidential("event")).put("visibility", "private");
    event.putObject("start").put("date", day.toString());
    event.putObject("end").put("date", day.plusDays(1).toString());
    return event;
  }

  private void conflict(Provider provider, GoogleCalendar calendar) {
    provider.active(false);
    JsonNode entry =
        technician.entries().stream()
            .filter(one -> one.path("title").asText().equals("Change the disks"))
            .findFirst()
            .orElseThrow();
    technician.patch(entry.path("id").asText(), Rest.object().put("title", "Change all disks"), "");
    String event =
        calendar.list("singleEvents=false").items().stream()
            .filter(one -> one.path("summary").asText().equals("Change the disks"))
            .map(one -> one.path("id").asText())
            .findFirst()
            .orElseThrow();
    calendar.patch(event, Rest.object().put("summary", "Change no disks"));
    provider.active(true);
    provider.nudge();
    Waiting.until(
        "the conflict is seen",
        PATIENCE,
        () -> admin.get("/api/v1/calendar/conflicts").path("items").size() == 1);
  }

  /** Another administrator, as the audit log counts by person. */
  Probe auditor(int number) {
    ObjectNode user = Rest.object().put("email", "auditor" + number + "@" + name + ".example");
    user.put("name", "Audrey").put("role", "admin");
    String id = must("POST", "/api/v1/users", user).path("id").asText();
    return by("auditor", Product.admin(at.plan, "create-token", "--user", id));
  }

  Probe portal() {
    String email = "portal@" + name + ".example";
    JsonNode printed =
        Product.admin(
            at.plan,
            "create-user",
            "--client-portal",
            "--tenant",
            tenant.tenantId(),
            "--email",
            email,
            "--name",
            "Paula");
    Probe portal = by("portal user", printed);
    return Probe.powerless(portal.name(), portal.rest(), at.canaries);
  }

  private Probe by(String who, JsonNode printed) {
    String token = secret("token of the " + who, printed.path("apiToken").asText());
    return new Probe(name + "'s " + who, Rest.at(at.plan.address()).with(token), at.canaries);
  }

  /** One of our own people, with a token for the one thing that technicians may not do. */
  Probe powerless() {
    JsonNode printed =
        Product.admin(
            at.plan, "create-token", "--user", technician.userId(), "--scopes", "tokens:manage");
    Probe technicians = by("user without permission", printed);
    return Probe.powerless(technicians.name(), technicians.rest(), at.canaries);
  }

  Probe owner() {
    return new Probe(name + "'s technician", technician.rest(), at.canaries, "private: " + name);
  }

  Probe nobody() {
    return Probe.powerless("nobody", Rest.at(at.plan.address()), at.canaries);
  }
}
