package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.conflict.Names;
import io.concordat.ee.calendar.conflict.Open;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.reconcile.Choice;
import io.concordat.ee.calendar.reconcile.Consequence;
import io.concordat.ee.calendar.reconcile.ThreeWay;
import io.concordat.ee.calendar.reconcile.ThreeWay.By;
import io.concordat.ee.calendar.reconcile.ThreeWay.Strand;
import io.concordat.spi.page.Words;
import io.concordat.spi.schedule.EntryContent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One conflict, side by side. */
public record ConflictView(Open open, Words words) {
  /**
   * A difference.
   *
   * @param name as the interface calls it
   * @param before empty: a write that was cut off left nothing that both sides agreed on
   * @param here whether the entry's side changed it
   * @param there whether the vendor's side did
   */
  public record Row(
      String name,
      String label,
      Optional<String> before,
      String ours,
      String theirs,
      boolean here,
      boolean there,
      boolean takesTheirs,
      boolean undecided,
      boolean widens) {}

  public String id() {
    return open.standoff().mapping().id().toString();
  }

  /** Of its elements, with a part after it. */
  public String element(String part) {
    return "conflict-" + id() + "-" + part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  public String rest() {
    return "/api/v1/calendar/conflicts/" + id() + "/resolution";
  }

  public String version() {
    return open.standoff().version();
  }

  public boolean byField() {
    return open.standoff().byField();
  }

  public String vendor() {
    return provider().vendor();
  }

  /** The vendor's calendar as people call it. */
  public String there() {
    return provider().brand().calendar();
  }

  public String calendar() {
    return provider().settings().name();
  }

  private Provider provider() {
    return open.standoff().provider();
  }

  public String title() {
    Optional<EntryContent> either = open.standoff().ours().or(() -> open.standoff().theirs());
    return either.map(content -> new Said(words, open.masked()).title(content)).orElse("–");
  }

  /** What met what; it may have changed since it was found. */
  public String kind() {
    return words.t(
        "conflicts.kind."
            + open.standoff()
                .kind()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .orElse("over"),
        there());
  }

  public List<Row> rows() {
    return open.standoff().way().map(this::rows).orElseGet(List::of);
  }

  private List<Row> rows(ThreeWay way) {
    return way.strands().stream().map(strand -> row(way, strand)).toList();
  }

  private Row row(ThreeWay way, Strand strand) {
    var said = new Said(words, open.masked());
    return new Row(
        Names.of(strand),
        said.label(strand),
        way.base().map(content -> said.value(content, strand)),
        said.value(way.ours(), strand),
        said.value(way.theirs(), strand),
        strand.by() != By.THEIRS,
        strand.by() != By.OURS,
        strand.proposed().filter(By.THEIRS::equals).isPresent(),
        strand.proposed().isEmpty(),
        strand.widens());
  }

  /** Whether nobody changed what the other side changed too. */
  public boolean proposed() {
    return open.proposal().isPresent();
  }

  /** What taking one side as a whole does. */
  public String effect(boolean theirs) {
    Consequence consequence =
        Consequence.of(
            open.standoff().of(theirs ? Choice.Whole.THEIRS : Choice.Whole.OURS),
            open.standoff().ours());
    return words.t("conflicts.here." + consequence.here().name().toLowerCase(Locale.ROOT))
        + " "
        + words.t(
            "conflicts.there." + consequence.there().name().toLowerCase(Locale.ROOT), there());
  }

  /** What the side says as a whole, for a choice between two. */
  public String whole(boolean theirs) {
    var said = new Said(words, open.masked());
    return (theirs ? open.standoff().theirs() : open.standoff().ours())
        .map(content -> said.title(content) + " · " + said.time(content))
        .orElseGet(() -> words.t(theirs ? "conflicts.gone.there" : "conflicts.gone.here"));
  }

  public boolean guests() {
    return open.standoff().hasGuests();
  }
}
