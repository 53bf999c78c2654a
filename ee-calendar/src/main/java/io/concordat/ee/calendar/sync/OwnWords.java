package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.event.Words;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.reconcile.Intent;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.spi.schedule.EntryContent;

/** Puts what the vendor shows into the words of what is known. */
public record OwnWords(RemoteCalendar calendar) {
  EntryContent of(EntryContent known, EntryContent seen) {
    return Words.keep(known, seen, calendar::asShown);
  }

  /** In those of the base, or of what was last seen, or of a write that may have come through. */
  public EntryContent of(Mapping mapping, EntryContent seen) {
    var agreed = mapping.agreed();
    var words = agreed.base().map(base -> of(base, seen)).orElse(seen);
    var last = agreed.theirs() instanceof Remote.Present(var theirs) ? of(theirs, words) : words;
    return agreed.intent() instanceof Intent.Write(var written) ? of(written, last) : last;
  }

  RemoteItem.Whole of(Mapping mapping, RemoteItem.Whole whole) {
    return whole.with(of(mapping, whole.content()));
  }

  Seen of(Mapping mapping, Seen seen) {
    return seen.remote() instanceof Remote.Present(var content)
        ? seen.with(of(mapping, content))
        : seen;
  }
}
