package io.concordat.ee.calendar.sync;

/** What a run did, as its row shows it. Used by one thread. */
final class Counts {
  int done;
  int created;
  int updated;
  int deleted;
  int conflicts;
  int errors;

  boolean anything() {
    return changes() + errors > 0;
  }

  int changes() {
    return created + updated + deleted + conflicts;
  }

  Counts copy() {
    var copy = new Counts();
    copy.add(this);
    return copy;
  }

  void add(Counts more) {
    done += more.done;
    created += more.created;
    updated += more.updated;
    deleted += more.deleted;
    conflicts += more.conflicts;
    errors += more.errors;
  }
}
