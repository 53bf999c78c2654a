package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.spi.schedule.EntryContent;
import java.util.Set;

/** What one side did since the base. */
sealed interface Change {
  /** The content may still be spelled differently. */
  record Same(EntryContent content) implements Change {}

  record Edited(EntryContent content, Set<Field> fields) implements Change {}

  record Deleted() implements Change {}

  static Change of(EntryContent base, Local local) {
    return switch (local) {
      case Local.Present(var content) -> between(base, content);
      case Local.Gone(), Local.Never() -> new Deleted();
    };
  }

  static Change of(EntryContent base, Remote remote) {
    return switch (remote) {
      case Remote.Present(var content) -> between(base, content);
      case Remote.Deleted(), Remote.Missing() -> new Deleted();
      case Remote.Unseen() -> new Same(base);
    };
  }

  private static Change between(EntryContent base, EntryContent content) {
    var fields = Fields.changed(base, content);
    return fields.isEmpty() ? new Same(content) : new Edited(content, fields);
  }
}
