package io.concordat.dist.demo;

import io.concordat.dist.calendar.GoogleCalendar;
import io.concordat.dist.calendar.OutlookCalendar;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import io.concordat.dist.oracle.Comparison;
import io.concordat.dist.oracle.Oracle;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Twin;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Outlook;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Settings;
import io.concordat.dist.scene.Vendors;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The main job on one machine: calendars at the twin are connected and imported, entries go out,
 * both sides edit and delete, and in the end both sides are compared.
 */
public final class Demo implements AutoCloseable {
  private static final List<String> ZONES =
      List.of("America/New_York", "Europe/Berlin", "Asia/Kolkata", "Europe/Berlin");

  /**
   * What to show.
   *
   * @param calendar one more calendar beside the shipped one
   */
  public record Wish(Home home, Path data, int port, Optional<Path> calendar, LocalDate today) {}

  private final Wish wish;
  private final Telling telling;
  private final String sample;
  private final Optional<String> extra;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private Optional<Stage> played = Optional.empty();

  /** Reads the calendars first: a file that is none is refused before anything starts. */
  public Demo(Wish wish, PrintStream out) {
    this.wish = wish;
    this.telling = new Telling(out);
    this.sample = Sample.shipped();
    this.extra = wish.calendar.map(Sample::of);
  }

  /** Runs the whole job; true when both sides agree and nothing else was wrong. */
  public boolean run() {
    telling.title(
        "Concordat demo · Enterprise Edition · technician-month.ics"
            + wish.calendar.map(file -> " and " + file.getFileName()).orElse(""));
    Stage stage = open();
    Acts acts = new Acts(stage, wish.today);
    telling.step("load calendars into the twin", () -> acts.load(sample, extra));
    telling.step("connect through the vendors' pages", acts::connect);
    telling.step("first import", acts::imported);
    telling.step("create 20 entries here, send them out", acts::sendOut);
    Person google = stage.people().get(extra.isPresent() ? 1 : 0);
    List<Person> owners = List.of(google, stage.people().getLast());
    telling.step("15 edits and 7 deletes on each side", () -> acts.edit(owners));
    boolean idle = idle(new Idle(stage));
    telling.step("look for the shared meeting", acts::sharedOnce);
    boolean agree = judge(stage, acts) && idle;
    telling.line(agree ? "AGREEMENT: both sides say the same." : "DISAGREEMENT: see above.");
    signIns(stage);
    played = Optional.of(stage);
    return agree;
  }

  /**
   * After the run: a page to begin with, for people.
   *
   * @param agree what the run said
   */
  public URI welcome(boolean agree) {
    Stage stage = played.orElseThrow(() -> new IllegalStateException("before the run"));
    Tenant tenant = stage.cast().tenant();
    List<StartPage.Player> people =
        stage.people().stream().map(one -> player(tenant, one)).toList();
    URI product = tenant.plan().address();
    var admin =
        new StartPage.Player("Administrator", tenant.adminEmail(), tenant.password(), "", product);
    var story = new StartPage.Story(product, admin, people, agree);
    StartPage page = new StartPage(story, Child.port(wish.port == 0 ? 0 : wish.port + 1));
    closing.push(page::close);
    people.forEach(one -> telling.fact("signs in", one.email() + "  " + one.password()));
    telling.fact("begin here", page.address().toString());
    return page.address();
  }

  /** With a password now, to sign in with. */
  private static StartPage.Player player(Tenant tenant, Person person) {
    Technician technician = person.technician();
    String password = "demo of " + technician.email();
    tenant.password(technician.userId(), password);
    String path = "/_sandbox/calendar?account=" + Form.encode(technician.email());
    return new StartPage.Player(
        technician.name(),
        technician.email(),
        password,
        switch (person.calendar()) {
          case GoogleCalendar _ -> "Google";
          case OutlookCalendar _ -> "Outlook";
        },
        person.twin().pages().base().resolve(path));
  }

  private Stage open() {
    int port = Child.port(wish.port);
    Twin twin =
        telling.step(
            "start the vendors' twins",
            () -> Twin.start(wish.home, wish.data.resolve("logs")),
            started -> "Google at " + started.google() + ", Microsoft at " + started.microsoft());
    closing.push(twin::stop);
    URI address = URI.create("http://localhost:" + port);
    Product.Plan plan =
        new Product.Plan(wish.home.ee(), wish.data, port, Settings.pushOnly(address, twin));
    Product product =
        telling.step(
            "start the product and its PostgreSQL",
            () -> Product.start(plan),
            started -> address + " · " + edition(started.rest()));
    closing.push(product::stop);
    return telling.step(
        "create tenant, four technicians, tokens",
        () -> hire(plan, twin, address),
        hired -> "Google app, Microsoft profile and its binding stored");
  }

  private static String edition(Rest rest) {
    return rest.get("/health").expect(200).json().path("edition").asText("edition unknown");
  }

  private Stage hire(Product.Plan plan, Twin twin, URI address) {
    Vendors vendors =
        new Vendors(new TwinControl(twin.google()), new TwinControl(twin.microsoft()));
    Cast cast = Cast.hire(plan, vendors.google());
    cast.storeApp();
    Outlook outlook = Outlook.join(cast, vendors.microsoft(), address.toString());
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < Cast.NAMES.size(); i++) {
      Technician technician = cast.technician(Cast.NAMES.get(i));
      people.add(
          i == Cast.NAMES.size() - 1
              ? outlook.person(technician, ZONES.get(i))
              : cast.person(technician, cast.account(technician, ZONES.get(i))));
    }
    return new Stage(vendors, cast, people, new Oracle(wish.today));
  }

  private boolean idle(Idle idle) {
    Idle.Seen delta = telling.step("idle sync: delta", idle::delta, Idle.Seen::toString);
    Idle.Seen forced = telling.step("idle sync: forced", idle::forced, Idle.Seen::toString);
    Idle.Seen full = telling.step("idle sync: cursor dropped", idle::full, Idle.Seen::toString);
    return delta.fine() && forced.fine() && full.fine();
  }

  private boolean judge(Stage stage, Acts acts) {
    List<Telling.Row> rows =
        stage.people().stream().map(p -> new Telling.Row(p.name(), stage.compare(p))).toList();
    telling.table(rows);
    int events = rows.stream().mapToInt(row -> row.comparison().remote()).sum();
    int mails = stage.vendors().mails();
    long kept = acts.edits().stream().filter(Edits.Expected::holds).count();
    telling.line("");
    telling.fact("events, all calendars", events + " of " + acts.expectedEvents());
    telling.fact("edits and deletes that survived", kept + " of " + acts.edits().size());
    telling.fact("mails the vendor would have sent", Integer.toString(mails));
    telling.fact("refused by the twin's import", words(acts.refused()));
    telling.fact("refused by the product", words(refusals(stage)));
    telling.line("");
    return rows.stream().map(Telling.Row::comparison).allMatch(Comparison::agrees)
        && events == acts.expectedEvents()
        && kept == acts.edits().size()
        && mails == 0;
  }

  private static Map<String, Integer> refusals(Stage stage) {
    Map<String, Integer> reasons = new TreeMap<>();
    for (Person person : stage.people()) {
      person
          .provider()
          .refusals()
          .reasons()
          .forEach((reason, n) -> reasons.merge(Refused.known(reason), n, Integer::sum));
    }
    return reasons;
  }

  private static String words(Map<String, Integer> reasons) {
    return reasons.isEmpty() ? "none" : reasons.toString();
  }

  private void signIns(Stage stage) {
    telling.line("");
    telling.fact("pages", stage.cast().tenant().plan().address() + "/health, /openapi");
    telling.fact(
        "administrator",
        stage.cast().tenant().adminEmail() + "  " + stage.cast().tenant().password());
    for (Person person : stage.people()) {
      telling.fact("technician", person.technician().email() + "  " + person.technician().token());
    }
    telling.fact("API token", stage.cast().tenant().apiToken());
    telling.fact("data and logs", wish.data.toString());
  }

  /** Ends the processes. */
  @Override
  public void close() {
    closing.forEach(Runnable::run);
    closing.clear();
  }
}
