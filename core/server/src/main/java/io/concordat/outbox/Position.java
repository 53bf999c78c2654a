package io.concordat.outbox;

import java.util.regex.Pattern;

/** A place in a tenant's events: after this one. Transactions first, numbers within them. */
record Position(String xid, long seq) {
  private static final Pattern CURSOR = Pattern.compile("[0-9]{1,19}-[0-9]{1,18}");
  static final Position START = new Position("0", 0);

  /** Everything of the transaction. */
  static Position endOf(String xid) {
    return new Position(xid, Long.MAX_VALUE);
  }

  String cursor() {
    return xid + "-" + seq;
  }

  static Position of(String cursor) {
    if (!CURSOR.matcher(cursor).matches()) {
      throw new IllegalArgumentException("this is not a cursor of the event feed");
    }
    int dash = cursor.indexOf('-');
    return new Position(cursor.substring(0, dash), Long.parseLong(cursor.substring(dash + 1)));
  }
}
