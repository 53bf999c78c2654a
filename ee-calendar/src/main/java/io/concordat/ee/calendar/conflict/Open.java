package io.concordat.ee.calendar.conflict;

import io.concordat.ee.calendar.reconcile.Consequence;
import io.concordat.ee.calendar.reconcile.Consequence.Act;
import io.concordat.ee.calendar.reconcile.ThreeWay;
import io.concordat.ee.calendar.reconcile.ThreeWay.Strand;
import io.concordat.ee.calendar.sync.Standoff;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An open conflict, for somebody.
 *
 * @param masked it is private and not theirs: they see when, but not what
 */
public record Open(Standoff standoff, Instant since, boolean masked) {
  public static Open of(Standoff standoff, Instant since, UserId reader) {
    boolean secret =
        Stream.of(standoff.base(), standoff.ours(), standoff.theirs())
            .flatMap(Optional::stream)
            .anyMatch(EntryContent::isPrivate);
    return new Open(standoff, since, secret && !standoff.provider().user().equals(reader));
  }

  public List<Strand> strands() {
    return standoff.way().map(ThreeWay::strands).orElseGet(List::of);
  }

  /** Both sides' changes together, if nobody has to be asked about any of them. */
  public Optional<EntryContent> proposal() {
    return standoff.byField() ? standoff.way().flatMap(ThreeWay::merged) : Optional.empty();
  }

  /** A write there that people would hear of who were invited. */
  public boolean reachesGuests(Consequence consequence) {
    return consequence.there() != Act.NONE && standoff.hasGuests();
  }
}
