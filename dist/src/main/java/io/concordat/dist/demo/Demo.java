package io.concordat.dist.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.oracle.Comparison;
import io.concordat.dist.oracle.Oracle;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Twin;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Cast;
import io.concordat.dist.scene.Person;
import io.concordat.dist.scene.Settings;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The main job on one machine: calendars at the twin are connected and imported, entries go out,
 * both sides edit and delete, and in the end both sides are compared.
 */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /**
   * What to show.
   *
   * @param calendar one more calendar beside the shipped one
   */
  public record Wish(Home home, Path data, int port, Optional<Path> calendar, LocalDate today) {}

  private final Wish wish;
  private final PrintStream out;
  private final Telling telling;
  private final Oracle oracle;
  private final String sample;
  private final Optional<String> extra;
  private final List<Person> people = new ArrayList<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private List<Work.Made> work = List.of();
  private List<Edits.Expected> expected = List.of();

  public Demo(Wish wish, PrintStream out) {
    this.wish = wish;
    this.out = out;
    this.telling = new Telling(out);
    this.oracle = new Oracle(wish.today);
    this.sample = Sample.shipped();
    this.extra = wish.calendar.map(Sample::of);
  }

  /** Runs the whole job; true when both sides agree and nothing else was wrong. */
  public boolean run() {
    telling.title(
        "Concordat demo · Enterprise Edition · "
            + wish.calendar
                .map(f -> "technician-month.ics and " + f.getFileName())
                .orElse("technician-month.ics"));
    Twin[] twin = new Twin[1];
    Cast[] cast = new Cast[1];
    int port = Child.port(wish.port);
    telling.step(
        "start the vendors' twins",
        () -> {
          twin[0] = Twin.start(wish.home, wish.data.resolve("logs"));
          return "Google at " + twin[0].google();
        });
    Product.Plan plan = plan(twin[0], port);
    telling.step(
        "start the product and its PostgreSQL",
        () -> {
          Product product = Product.start(plan);
          return product.rest().base() + " · " + edition(product.rest());
        });
    TwinControl control = new TwinControl(twin[0].google());
    telling.step(
        "create tenant, three technicians, tokens",
        () -> {
          cast[0] = hire(plan, control);
          return "Google app stored as the tenant's secret";
        });
    telling.step("load calendars into the twin", () -> load(control));
    telling.step("connect through Google's pages", () -> connect(cast[0]));
    telling.step("first import", () -> imported(control));
    telling.step("create 20 entries here, send them out", () -> sendOut(control, cast[0]));
    telling.step("10 edits and 5 deletes on each side", () -> edit(control));
    return judge(control, cast[0]);
  }

  private Product.Plan plan(Twin twin, int port) {
    var address = URI.create("http://localhost:" + port);
    return new Product.Plan(
        wish.home.ee(), wish.data, port, Settings.pushOnly(address, twin.google()));
  }

  private static String edition(Rest rest) {
    return rest.get("/health").expect(200).json().path("edition").asText("edition unknown");
  }

  private Cast hire(Product.Plan plan, TwinControl control) {
    Cast cast = Cast.hire(plan, control);
    cast.storeApp();
    List<String> zones = List.of("America/New_York", "Europe/Berlin", "Asia/Kolkata");
    for (int i = 0; i < Cast.NAMES.size(); i++) {
      String name = Cast.NAMES.get(i);
      Technician technician = cast.technician(name);
      var account = cast.account(technician, zones.get(i));
      people.add(cast.person(technician, account));
    }
    return cast;
  }

  private int loaded;
  private long loadedAt;

  private String load(TwinControl control) {
    load(control, people.get(0), sample);
    extra.ifPresent(ics -> load(control, people.get(1), ics));
    invite(people.get(0));
    loadedAt = control.mark();
    return loaded
        + " events; the twin refused "
        + (refused.isEmpty() ? "none" : refused.toString());
  }

  /** An import is nobody's invitation; saved once more by the organizer, guests get their copy. */
  private static void invite(Person organizer) {
    for (JsonNode event : organizer.calendar().list("singleEvents=false").items()) {
      if (event.has("attendees") && !event.has("recurringEventId")) {
        String title = event.path("summary").asText();
        organizer.calendar().patch(event.path("id").asText(), Rest.object().put("summary", title));
      }
    }
  }

  private void load(TwinControl control, Person person, String ics) {
    TwinControl.Imported imported = control.load(person.account().email(), ics);
    loaded += imported.events();
    for (String reason : imported.refused()) {
      refused.merge(Refused.known(reason), 1, Integer::sum);
    }
  }

  private String connect(Cast cast) {
    people.forEach(cast::connect);
    return people.size() + " calendars authorised, PKCE, redirected back";
  }

  private String imported(TwinControl control) {
    awaitQuiet("the import");
    awaitAgreement("the import", List.of());
    long writes = control.since(loadedAt).writes();
    if (writes != 0) {
      throw new Surprise(
          "an import must write nothing to the vendor and wrote " + writes + " times");
    }
    return count() + " events here, 0 writes to the vendor";
  }

  private int count() {
    return people.stream()
        .mapToInt(p -> p.provider().read().path("counts").path("synced").asInt())
        .sum();
  }

  private String sendOut(TwinControl control, Cast cast) {
    long mark = control.mark();
    work = new Work(wish.today, people, cast.tenant().admin()).create();
    int copies = 0;
    for (Work.Made made : work) {
      copies += made.by().technician().entry(made.id()).path("assigneeIds").size();
    }
    int wanted = copies;
    Waiting.until(
        "all entries are at the vendor",
        PATIENCE,
        () ->
            control.since(mark).writes() >= wanted
                && people.stream().allMatch(p -> p.provider().isQuiet()));
    awaitAgreement("sending", List.of());
    return copies
        + " copies for "
        + work.size()
        + " entries, "
        + control.since(mark).writes()
        + " writes";
  }

  private String edit(TwinControl control) {
    long mark = control.mark();
    Edits edits = new Edits(extra.isPresent() ? people.get(1) : people.get(0), work);
    edits.here();
    edits.there();
    expected = edits.expected();
    awaitAgreement("the edits", expected);
    int notices = control.read("notifications").path("count").asInt();
    return "carried by " + notices + " notifications, " + control.since(mark).lists() + " lists";
  }

  private void awaitQuiet(String after) {
    try {
      Waiting.until(
          "all calendars are quiet after " + after,
          PATIENCE,
          () -> people.stream().allMatch(p -> p.provider().isQuiet()));
    } catch (Surprise e) {
      StringBuilder told = new StringBuilder(String.valueOf(e.getMessage()));
      people.forEach(person -> told.append("\n    ").append(waiting(person)));
      throw new Surprise(told.toString(), e);
    }
  }

  private static String waiting(Person person) {
    List<String> waiting = new ArrayList<>();
    for (JsonNode mapping : person.provider().mappings("pending")) {
      String entry = mapping.path("entryId").asText();
      Answer shown = person.technician().rest().get("/api/v1/schedule/entries/" + entry);
      waiting.add(mapping + " " + shown.status() + " " + shown.json().path("title").asText());
    }
    return person.name() + " " + person.provider().status() + ", waiting: " + waiting;
  }

  private void awaitAgreement(String after, List<Edits.Expected> wanted) {
    List<String> last = new ArrayList<>();
    try {
      Waiting.untilSlowly(
          "both sides agree after " + after,
          PATIENCE,
          () -> {
            last.clear();
            last.addAll(disagreements(wanted));
            return last.isEmpty();
          });
    } catch (Surprise e) {
      throw new Surprise(
          e.getMessage()
              + ":\n    "
              + String.join("\n    ", last.subList(0, Math.min(20, last.size()))),
          e);
    }
  }

  private List<String> disagreements(List<Edits.Expected> wanted) {
    List<String> all = new ArrayList<>();
    wanted.stream()
        .filter(e -> !e.holds())
        .forEach(e -> all.add("lost: " + e.what() + " = " + e.value() + ", is " + e.now().get()));
    if (all.isEmpty()) {
      people.forEach(p -> all.addAll(p.compare(oracle).differences()));
    }
    return all;
  }

  private boolean judge(TwinControl control, Cast cast) {
    List<Telling.Row> rows = new ArrayList<>();
    people.forEach(p -> rows.add(new Telling.Row(p.name(), p.compare(oracle))));
    telling.table(rows);
    telling.line("");
    boolean idle = quiet(control);
    int mails = control.mails();
    Map<String, Integer> product = refusals();
    telling.line("");
    telling.line("mails the vendor would have sent   " + mails);
    telling.line(
        "edits and deletes that survived    "
            + expected.stream().filter(Edits.Expected::holds).count()
            + " of "
            + expected.size());
    telling.line("refused by the twin's import       " + (refused.isEmpty() ? "none" : refused));
    telling.line("refused by the product             " + (product.isEmpty() ? "none" : product));
    boolean agree =
        rows.stream().map(Telling.Row::comparison).allMatch(Comparison::agrees)
            && idle
            && mails == 0
            && expected.stream().allMatch(Edits.Expected::holds);
    telling.line("");
    telling.line(agree ? "AGREEMENT: both sides say the same." : "DISAGREEMENT: see above.");
    signIns(cast);
    return agree;
  }

  private Map<String, Integer> refusals() {
    Map<String, Integer> reasons = new TreeMap<>();
    people.forEach(
        p ->
            p.provider()
                .refusals()
                .reasons()
                .forEach((reason, n) -> reasons.merge(Refused.known(reason), n, Integer::sum)));
    return reasons;
  }

  /** With nothing to do, nothing may be written. */
  private boolean quiet(TwinControl control) {
    boolean delta = idle(control, "delta, by notification", people.size(), this::remind);
    boolean forced = idle(control, "forced", 0, () -> sync(Rest.object()));
    boolean full =
        idle(control, "full, cursor dropped", 0, () -> sync(Rest.object().put("full", true)));
    return delta && forced && full;
  }

  private void sync(ObjectNode how) {
    people.forEach(person -> finished(person.provider().sync(how.deepCopy(), PATIENCE)));
  }

  /** A reminder is nothing that both sides share: Google notifies, and nothing may follow. */
  private void remind() {
    for (Person person : people) {
      JsonNode event =
          person.calendar().list("singleEvents=false").items().stream()
              .filter(e -> !e.has("attendees") && !e.has("recurringEventId"))
              .findFirst()
              .orElseThrow(() -> new Surprise(person.name() + " has no event alone"));
      ObjectNode change = Rest.object();
      change.putObject("reminders").put("useDefault", false).putArray("overrides");
      person.calendar().patch(event.path("id").asText(), change);
    }
  }

  /**
   * @param own writes that the demo itself makes at the vendor
   */
  private boolean idle(TwinControl control, String name, int own, Runnable cause) {
    boolean[] fine = new boolean[1];
    telling.step(
        "idle sync: " + name,
        () -> {
          long mark = control.mark();
          cause.run();
          Waiting.until(
              "every calendar is listed", PATIENCE, () -> listed(control, mark) == people.size());
          awaitQuiet("an idle sync");
          Waiting.pause(Duration.ofMillis(500));
          TwinControl.Requests requests = control.since(mark);
          fine[0] = requests.writes() == own;
          return requests.lists()
              + " list requests, "
              + (requests.writes() - own)
              + " writes"
              + (fine[0] ? "" : "  ← wrong");
        });
    return fine[0];
  }

  private static long listed(TwinControl control, long mark) {
    return control.since(mark).rows().stream()
        .filter(
            row ->
                row.path("query").asText().contains("syncToken")
                    || row.path("query").asText().contains("showDeleted"))
        .map(row -> row.path("calendarId").asText())
        .distinct()
        .count();
  }

  private static void finished(JsonNode run) {
    if (!run.path("state").asText().equals("completed")) {
      throw new Surprise("a sync run ended as " + run);
    }
  }

  private void signIns(Cast cast) {
    telling.line("");
    telling.line("pages          " + cast.tenant().plan().address() + "/health, /openapi");
    telling.line(
        "administrator  " + cast.tenant().adminEmail() + "  password " + cast.tenant().password());
    people.forEach(
        p ->
            telling.line(
                "technician     " + p.technician().email() + "  token " + p.technician().token()));
    telling.line("API token      " + cast.tenant().apiToken());
    telling.line("data, logs     " + wish.data);
    out.flush();
  }
}
