package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.spi.schedule.EntryContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Base, ours and theirs, where ours and theirs differ.
 *
 * @param base what both sides last agreed on; without one nobody knows who changed what
 */
public record ThreeWay(Optional<EntryContent> base, EntryContent ours, EntryContent theirs) {

  /** Who changed something since the base. */
  public enum By {
    OURS,
    THEIRS,
    BOTH
  }

  /**
   * A difference that is chosen as one.
   *
   * @param fields start and rule are one thing, together with every slot that they move
   * @param widens the side that changed it would show to everyone what was private
   */
  public record Strand(Set<Field> fields, By by, boolean widens) {
    public Strand {
      fields = Set.copyOf(fields);
    }

    /** Whether nobody has to be asked. Visibility is never widened without a person. */
    public boolean mergesItself() {
      return by != By.BOTH && !widens;
    }

    /** What a person is offered first: whoever changed it, but never what shows more. */
    public Optional<By> proposed() {
      return switch (by) {
        case OURS -> Optional.of(widens ? By.THEIRS : By.OURS);
        case THEIRS -> Optional.of(widens ? By.OURS : By.THEIRS);
        case BOTH -> Optional.empty();
      };
    }
  }

  /** Every difference once, in the order of the fields. */
  public List<Strand> strands() {
    Set<Field> open = Fields.changed(ours, theirs);
    Set<Field> shape = shape(open);
    var strands = new ArrayList<Strand>();
    for (Field field : open) {
      if (!shape.contains(field)) {
        strands.add(strand(Set.of(field), open));
      } else if (field.equals(first(open, shape))) {
        strands.add(strand(shape, open));
      }
    }
    return List.copyOf(strands);
  }

  /** Both sides' changes together, if nobody has to be asked. */
  public Optional<EntryContent> merged() {
    return strands().stream().allMatch(Strand::mergesItself)
        ? Optional.of(theirsIn(strands().stream().filter(one -> one.by() == By.THEIRS).toList()))
        : Optional.empty();
  }

  /** Ours, but these as they have them. */
  public EntryContent theirsIn(Collection<Strand> strands) {
    var fields = new HashSet<Field>();
    strands.forEach(strand -> fields.addAll(strand.fields()));
    return Fields.carry(ours, theirs, fields);
  }

  private static Field first(Set<Field> open, Set<Field> shape) {
    return open.stream().filter(shape::contains).findFirst().orElseThrow();
  }

  /** Start, rule and all slots, if the sides differ in the start or the rule. */
  private static Set<Field> shape(Set<Field> open) {
    if (!open.contains(Master.WHEN) && !open.contains(Master.RECURRENCE)) {
      return Set.of();
    }
    var shape = new LinkedHashSet<Field>();
    open.stream().filter(ThreeWay::shapes).forEach(shape::add);
    return shape;
  }

  private static boolean shapes(Field field) {
    return switch (field) {
      case Master master -> master == Master.WHEN || master == Master.RECURRENCE;
      case Field.Slot slot -> true;
    };
  }

  private Strand strand(Set<Field> fields, Set<Field> open) {
    By by = base.map(agreed -> by(agreed, fields, open)).orElse(By.BOTH);
    boolean widens = by != By.BOTH && fields.contains(Master.PRIVATE) && !changer(by).isPrivate();
    return new Strand(fields, by, widens);
  }

  private EntryContent changer(By by) {
    return by == By.OURS ? ours : theirs;
  }

  private By by(EntryContent agreed, Set<Field> fields, Set<Field> open) {
    boolean we = touches(Fields.changed(agreed, ours), fields, open);
    boolean they = touches(Fields.changed(agreed, theirs), fields, open);
    if (we && they) {
      return By.BOTH;
    }
    return we ? By.OURS : By.THEIRS;
  }

  /**
   * A slot that looks alike counts as well: the one side may have restored it, the other may have
   * taken its rule away.
   */
  private static boolean touches(Set<Field> changed, Set<Field> strand, Set<Field> open) {
    boolean moves = strand.contains(Master.WHEN) || strand.contains(Master.RECURRENCE);
    return changed.stream()
        .anyMatch(
            field ->
                (strand.contains(field) && open.contains(field))
                    || (moves && field instanceof Field.Slot));
  }
}
