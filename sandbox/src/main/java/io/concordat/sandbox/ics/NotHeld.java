package io.concordat.sandbox.ics;

import java.util.Locale;

/** What a file says and its target has no place for. */
public final class NotHeld extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public NotHeld(Reason reason) {
    super(reason.code(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** All reasons there are. */
  public enum Reason {
    MALFORMED,
    SUB_DAILY,
    SEVERAL_RULES,
    RDATE,
    EXRULE,
    DAY_29_TO_31,
    SEVERAL_MONTH_DAYS,
    SEVERAL_MONTHS,
    SEVERAL_ORDINALS,
    ORDINAL_BEYOND_FOURTH,
    BY_SET_POS,
    OTHER_RULE_PART,
    DAILY_BY_DAY_WITH_INTERVAL,
    UNSYNCHRONIZED_START,
    UNSUPPORTED_ZONE,
    CROSSING_BOUNDARY,
    OVERLAPPING,
    VENDOR_REFUSED;

    /** In lower case, as replies have it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
