package io.concordat.dist.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.calendar.GoogleCalendar;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.calendar.VendorCalendar.Text;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Outlook;
import io.concordat.dist.scene.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a team has at Google and Microsoft, well or ill. */
final class Vendors {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PROFILES = "/api/v1/microsoft/profiles";
  private static final String BINDINGS = "/api/v1/microsoft/bindings/";

  private final Site site;
  private final Team team;
  private final Cast cast;
  private final TwinControl.Client microsoft;

  Vendors(Site site, Team team) {
    this(
        site,
        team,
        site.microsoft().client(site.address() + "/api/auth/microsoft/calendar/callback"));
  }

  /**
   * @param microsoft its application at Microsoft
   */
  Vendors(Site site, Team team, TwinControl.Client microsoft) {
    this.site = site;
    this.team = team;
    this.cast = team.cast();
    this.microsoft = microsoft;
    team.secret("client secret at Microsoft", microsoft.secret());
    team.secret("client secret at Google", cast.client().secret());
  }

  /** A complete one, bound to every consumer that the edition has; tested. */
  void profile(String name) {
    String id = made(name, microsoft.secret());
    bind("msp_sso", id);
    if (site.edition() == Edition.EE) {
      bind("calendar", id);
    }
    team.rest().post(PROFILES + "/" + id + "/test", Rest.object()).expect(200);
  }

  /** One whose secret Entra does not know. */
  void brokenProfile(String name) {
    team.secret("wrong client secret", "an-outdated-client-secret");
    String id = made(name, "an-outdated-client-secret");
    team.rest().post(PROFILES + "/" + id + "/test", Rest.object()).expect(200);
  }

  void archivedProfile(String name) {
    String id = made(name, microsoft.secret());
    team.rest()
        .send("POST", PROFILES + "/" + id + "/archive", Rest.object(), Map.of("If-Match", "*"))
        .expect(200);
  }

  private String made(String name, String secret) {
    ObjectNode profile =
        Rest.object()
            .put("displayName", name)
            .put("clientId", microsoft.id())
            .put("directoryId", microsoft.directory())
            .put("clientSecret", secret);
    return team.rest().post(PROFILES, profile).expect(201).json().path("id").asText();
  }

  private void bind(String consumer, String profile) {
    JsonNode body = Rest.object().put("profileId", profile);
    team.rest().send("PUT", BINDINGS + consumer, body, Map.of()).expect(200, 201);
  }

  /** Proves a domain, or looks for a proof that nobody has put into DNS. */
  void domain(String name, boolean proven) {
    Rest rest = team.rest();
    JsonNode domain =
        rest.post("/api/v1/sso/domains", Rest.object().put("domain", name)).expect(201).json();
    if (proven) {
      ObjectNode names = Rest.object().put("name", domain.path("record").path("name").asText());
      names.putArray("txt").add(domain.path("record").path("value").asText());
      site.microsoft().control("dns", names);
    }
    rest.post("/api/v1/sso/domains/" + domain.path("id").asText() + "/verification", Rest.object())
        .expect(proven ? 200 : 409, 200, 422);
  }

  void google() {
    cast.storeApp();
  }

  Person connectGoogle(Member member) {
    Technician technician = team.withToken(member);
    Person person = cast.person(technician, cast.account(technician, Chromium.ZONE));
    return connected(person);
  }

  Person connectOutlook(Member member) {
    var observer = site.microsoft().beside(microsoft, site.address() + "/observer");
    var outlook = new Outlook(site.microsoft(), microsoft, observer);
    return connected(outlook.person(team.withToken(member), Chromium.ZONE));
  }

  /** Chosen, and its owner never went to the vendor. */
  void unconnected(Member member) {
    Technician technician = team.withToken(member);
    cast.person(technician, cast.account(technician, Chromium.ZONE));
  }

  /** So much of the work of one person is deleted that the calendar asks before it follows. */
  void ask(Member member, Work work) {
    List<String> planned = work.shift(member, 12);
    Person person = connectGoogle(member);
    planned.forEach(entry -> person.technician().delete(entry, ""));
    Waiting.until(
        "the calendar asks", PATIENCE, () -> person.provider().read().path("fuse").isObject());
  }

  private static Person connected(Person person) {
    person.connect();
    Waiting.until("the calendar is connected", PATIENCE, () -> person.provider().isAtRest());
    return person;
  }

  /** Waits until what people see stays as it is: writes to one calendar echo in the others. */
  void rest(List<Person> people) {
    Waiting.until(
        "all calendars are at rest",
        PATIENCE,
        () -> people.stream().allMatch(person -> person.provider().isAtRest()));
  }

  /** What a clean-up would delete waits for its owner's word. */
  void askToCleanUp(Person person) {
    person.provider().look(PATIENCE);
  }

  /** A conflict first; then the vendor knows the consent no more. */
  void fail(Person person) {
    conflict(person);
    cast.twin().control("accounts/revoke", Rest.object().put("email", person.account().email()));
    person.provider().nudge();
    Waiting.until(
        "the consent is missed",
        PATIENCE,
        () -> person.provider().status().equals("reconnect_required"));
  }

  /** One entry gets another title on each side. */
  void conflict(Person person) {
    GoogleCalendar calendar = person.google();
    String title = Work.ONCE;
    String event =
        Waiting.until(
            "the entry is at the vendor",
            PATIENCE,
            () ->
                calendar.own().stream()
                    .filter(one -> calendar.read(one, Text.TITLE).equals(title))
                    .findFirst());
    String entry =
        person.technician().entries().stream()
            .filter(one -> one.path("title").asText().equals(title))
            .map(one -> one.path("id").asText())
            .findFirst()
            .orElseThrow();
    person.provider().active(false);
    person.technician().patch(entry, Rest.object().put("title", title + ", by dispatch"), "");
    calendar.write(event, Text.TITLE, title + ", by Maya");
    person.provider().active(true);
    person.provider().nudge();
    Waiting.until(
        "the conflict is seen",
        PATIENCE,
        () -> person.provider().read().path("counts").path("conflict").asInt() > 0);
  }
}
