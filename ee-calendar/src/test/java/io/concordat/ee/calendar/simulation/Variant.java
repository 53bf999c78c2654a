package io.concordat.ee.calendar.simulation;

/** The product as it is, or with one thing wrong, from outside. */
enum Variant {
  RIGHT("the product"),
  SECRET_WHEN_PRESENT("T1: the webhook's secret counts only when there is one"),
  FIXED_SECRET("T2: all channels have the same secret"),
  CURSOR_FIRST("T3: the cursor is stored before what was listed"),
  NOTICE_IN_MEMORY("T4: a notice is answered, then kept in memory"),
  NEW_KEY("T5: what was created but not stored is created again"),
  NO_SWEEP("T6: after a lost cursor only what is there is read"),
  CLOCKS("T7: only what is newer than the last read by its clock is news"),
  MERGE_NOT_PUSHED("T8: what was resolved is not what is written"),
  ONE_BAD_EVENT("T9: one event that cannot be read fails the whole run"),
  SERVERS_ZONE("T10: wall times are written in the server's zone"),
  DAY_TOO_SHORT("T11: whole days end a day early"),
  ASSIGNEES_AS_GUESTS("T12: what is created invites somebody"),
  READS_AGAIN("T13: what was listed is read one by one"),
  NO_PAUSE("T14: a wish for silence is a failure like any other"),
  NO_RENEWAL("T15: channels are said to be renewed and are not"),
  ONE_KEY("T16: tokens are sealed with no key of the tenant"),
  WRITES_TWICE("every change is written twice"),
  OVERWRITES("a write that was overtaken is made anyway"),
  HALF_LISTING("half of a full listing is taken for all, the rest for gone"),
  DRAINS_ALL("a run takes notices along that came after its listing"),
  OTHER_TENANT("a listing is remembered for whoever asks next"),
  SHOWS_PRIVATE("what is private is written as public"),
  PRETENDS_DELETE("a deletion is not made"),
  FLAT_SERIES("days of a series that differ are not written"),
  HICCUP_IS_REVOCATION("a vendor that is down is a consent that ended"),
  NEVER_REVOKED("a consent that ended is a vendor that is down"),
  RATE_IS_REFUSAL("a wish for silence refuses the event"),
  LISTENER_IN_MEMORY("entries' events are kept in memory"),
  NO_TOMBSTONES("what was deleted there is not looked at"),
  MAILS_GUESTS("nothing is held that mails guests");

  final String said;

  Variant(String said) {
    this.said = said;
  }

  boolean trap() {
    return said.matches("T\\d+: .*");
  }
}
