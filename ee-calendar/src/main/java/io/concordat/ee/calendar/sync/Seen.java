package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.spi.schedule.EntryContent;
import java.util.Optional;

/**
 * What the vendor shows of one item, slots and all.
 *
 * @param parts where it lies; empty when it is gone
 * @param whole its master as listed; empty when only slots were listed, or it is gone
 */
record Seen(
    String remoteId, Remote remote, Optional<RemoteParts> parts, Optional<RemoteItem.Whole> whole) {

  static Seen present(Copy copy, Optional<RemoteItem.Whole> whole) {
    return new Seen(
        copy.parts().id(), new Remote.Present(copy.content()), Optional.of(copy.parts()), whole);
  }

  static Seen gone(String remoteId, Remote evidence) {
    return new Seen(remoteId, evidence, Optional.empty(), Optional.empty());
  }

  Seen with(EntryContent words) {
    return new Seen(remoteId, new Remote.Present(words), parts, whole);
  }

  /** A direct read; empty when there is something that cannot be read. */
  static Optional<Seen> of(String remoteId, Read read) {
    return switch (read) {
      case Read.Found found -> Optional.of(present(Copy.of(found), Optional.of(found.item())));
      case Read.Deleted() -> Optional.of(gone(remoteId, new Remote.Deleted()));
      case Read.Missing() -> Optional.of(gone(remoteId, new Remote.Missing()));
      case Read.Unreadable unreadable -> Optional.empty();
    };
  }
}
