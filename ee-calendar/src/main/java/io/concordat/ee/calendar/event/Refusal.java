package io.concordat.ee.calendar.event;

/**
 * Why one entry or event is not carried: the closed, documented list. The code is stable, stored
 * and shown; a person's text for it comes from the messages. Nothing is ever flattened silently.
 */
public enum Refusal {
  /** The vendor's event has no start. */
  NO_START("no_start"),
  /** The vendor's event has no end. */
  NO_END("no_end"),
  /** The event ends before it starts, or an all-day event does not last a day. */
  END_BEFORE_START("end_before_start"),
  /** The vendor holds no event without duration, and this one has none. */
  NO_DURATION("no_duration"),
  /** A date or time that cannot be read, or dates and times mixed. */
  UNREADABLE_TIME("unreadable_time"),
  /** A time zone that IANA does not know. */
  UNKNOWN_ZONE("unknown_zone"),
  /** The zone is the desktop's own, without a name: nobody else knows its clock changes. */
  CUSTOM_ZONE("custom_zone"),
  /** The vendor has no zone that keeps the same time as this series' zone. */
  ZONE_NOT_HELD("zone_not_held"),
  /** An RRULE, EXRULE, RDATE or EXDATE that does not parse. */
  UNREADABLE_RECURRENCE("unreadable_recurrence"),
  /** The rule repeats within a day (HOURLY, MINUTELY, SECONDLY): the vendor has no such series. */
  SUB_DAILY("sub_daily"),
  /** More than one RRULE: the vendor's series have one. */
  SEVERAL_RULES("several_rules"),
  /** RDATE: the vendor's series have no dates beside their rule. */
  ADDED_DATES("added_dates"),
  /** EXRULE: the vendor's series have no second rule that takes slots away. */
  EXCLUDING_RULE("excluding_rule"),
  /**
   * A day that not every month of the rule has (29 to 31). RFC 5545 leaves such months out, the
   * vendor moves to their last day.
   */
  SHORT_MONTHS("short_months"),
  /** The rule ends before the series begins: no vendor holds a rule that never takes place. */
  NO_OCCURRENCE("no_occurrence"),
  /** The first occurrence is not one that the rule makes; the vendor would leave it out. */
  START_NOT_IN_RULE("start_not_in_rule"),
  /** The rule is none of the patterns that the vendor has. */
  RULE_NOT_HELD("rule_not_held"),
  /** An occurrence lasts longer than the time until the next one; the vendor has no such series. */
  OVERLAPS_ITSELF("overlaps_itself"),
  /** An occurrence would move to or beyond the day of its neighbour; the vendor forbids that. */
  CROSSES_NEIGHBOUR("crosses_neighbour"),
  /** Title, notes or location are longer than an entry can hold, or contain a NUL. */
  TEXT_NOT_STORABLE("text_not_storable"),
  /** Anything else about the item that cannot be read: no id, not an object. */
  MALFORMED("malformed"),
  /** Only the organizer can change this event; this calendar holds a guest's copy. */
  NOT_ORGANIZER("not_organizer"),
  /** The calendar can be read but not written by this account. */
  READ_ONLY_CALENDAR("read_only_calendar"),
  /** The event is locked, or of a type that the vendor lets nobody change. */
  READ_ONLY_EVENT("read_only_event"),
  /** A changed or cancelled slot that the vendor's series does not have. */
  NO_SUCH_SLOT("no_such_slot"),
  /** The vendor understood the request and does not accept the content. */
  NOT_ACCEPTED("not_accepted"),
  /** The vendor does not deliver to this callback address: it is not https or not reachable. */
  CALLBACK_NOT_ACCEPTED("callback_not_accepted");

  private final String code;

  Refusal(String code) {
    this.code = code;
  }

  /** Stable, lower case with underscores. */
  public String code() {
    return code;
  }

  public static Refusal of(String code) {
    for (var refusal : values()) {
      if (refusal.code.equals(code)) {
        return refusal;
      }
    }
    throw new IllegalArgumentException("no such refusal: " + code);
  }
}
