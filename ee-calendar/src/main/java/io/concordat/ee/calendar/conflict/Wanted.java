package io.concordat.ee.calendar.conflict;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.StrictBody;
import io.concordat.ee.calendar.reconcile.Choice;
import io.concordat.ee.calendar.reconcile.Choice.Whole;
import io.concordat.ee.calendar.reconcile.ThreeWay.By;
import io.concordat.ee.calendar.reconcile.ThreeWay.Strand;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants of a conflict, as it was sent.
 *
 * @param resolution {@code ours}, {@code theirs} or {@code fields}
 * @param fields name to side; what is not named takes what is proposed
 */
record Wanted(String resolution, Map<String, String> fields) {
  private static final String FIELDS = "fields";

  static Wanted read(String body) {
    StrictBody read = StrictBody.read(body, Set.of("resolution", FIELDS));
    String resolution =
        read.oneOf("resolution", Set.of("ours", "theirs", FIELDS))
            .orElseThrow(
                () -> new BadBody("missing_field", "resolution", "Say ours, theirs or fields."));
    return new Wanted(resolution, read.texts(FIELDS).orElseGet(Map::of));
  }

  /** Ours and theirs need no differences; fields must name those that nobody can propose for. */
  Choice choice(List<Strand> strands) {
    return switch (resolution) {
      case "ours" -> Whole.OURS;
      case "theirs" -> Whole.THEIRS;
      default -> byField(strands);
    };
  }

  boolean fieldwise() {
    return resolution.equals(FIELDS);
  }

  private Choice byField(List<Strand> strands) {
    checkNames(strands.stream().map(Names::of).toList());
    var theirs = new HashSet<Field>();
    for (Strand strand : strands) {
      if (side(strand) == By.THEIRS) {
        theirs.addAll(strand.fields());
      }
    }
    return new Choice.ByField(theirs);
  }

  private void checkNames(Collection<String> known) {
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw new BadBody(
            "unknown_field",
            FIELDS,
            "Both sides differ in: " + String.join(", ", known) + "; nothing else can be chosen.");
      }
    }
  }

  private By side(Strand strand) {
    String name = Names.of(strand);
    return Optional.ofNullable(fields.get(name))
        .map(text -> said(name, text))
        .or(strand::proposed)
        .orElseThrow(
            () ->
                new BadBody(
                    "choice_missing",
                    FIELDS,
                    "Both sides changed " + name + ": say ours or theirs for it."));
  }

  private static By said(String name, String text) {
    return Names.side(text)
        .orElseThrow(
            () -> new BadBody("invalid_value", FIELDS, "Say ours or theirs for " + name + "."));
  }
}
