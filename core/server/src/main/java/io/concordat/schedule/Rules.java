package io.concordat.schedule;

import java.util.Optional;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;

/** What our own API takes as a rule. Rules that sync brought are kept whatever they say. */
public final class Rules {
  private Rules() {}

  /** Why a rule is not taken. */
  public enum Fault {
    UNREADABLE,
    SUB_DAILY
  }

  /** RFC 5545 to the letter, and nothing that repeats within a day. */
  public static Optional<Fault> fault(String text) {
    try {
      return Optional.of(new RecurrenceRule(text, RfcMode.RFC5545_STRICT))
          .filter(Rules::repeatsWithinDay)
          .map(rule -> Fault.SUB_DAILY);
    } catch (InvalidRecurrenceRuleException | RuntimeException e) {
      return Optional.of(Fault.UNREADABLE);
    }
  }

  private static boolean repeatsWithinDay(RecurrenceRule rule) {
    return switch (rule.getFreq()) {
      case Freq.SECONDLY, Freq.MINUTELY, Freq.HOURLY -> true;
      case Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY ->
          rule.hasPart(Part.BYHOUR) || rule.hasPart(Part.BYMINUTE) || rule.hasPart(Part.BYSECOND);
    };
  }
}
