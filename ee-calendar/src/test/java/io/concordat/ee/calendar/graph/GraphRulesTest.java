package io.concordat.ee.calendar.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Rules;
import io.concordat.ee.calendar.event.Tally;
import io.concordat.ee.calendar.event.Words;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.Written;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every rule through the adapter to the twin, which makes its days by itself. */
@Tag("zones")
class GraphRulesTest {
  private static final Outlook OUTLOOK = new Outlook();

  private final RemoteCalendar calendar = OUTLOOK.calendar();
  private final Tally tally = new Tally();

  @AfterAll
  static void close() {
    OUTLOOK.close();
  }

  @Test
  void everyRuleIsTheSameOrRefused() {
    Rules.all().forEach(this::sameOrRefused);
    System.out.println("Graph: " + tally);
    assertTrue(tally.all() >= 300, tally::toString);
    assertTrue(tally.kept() >= 200, tally::toString);
    assertEquals(
        Set.of(
            Refusal.SUB_DAILY,
            Refusal.SEVERAL_RULES,
            Refusal.ADDED_DATES,
            Refusal.EXCLUDING_RULE,
            Refusal.SHORT_MONTHS,
            Refusal.NO_OCCURRENCE,
            Refusal.START_NOT_IN_RULE,
            Refusal.RULE_NOT_HELD),
        tally.refused().keySet());
  }

  private void sameOrRefused(Rules.Case rule) {
    OUTLOOK.aSecondLater();
    switch (calendar.create(UUID.randomUUID().toString(), rule.series())) {
      case Written.Done(var parts) -> {
        var there =
            rule.within(
                OUTLOOK.starts(
                    parts.id(), rule.from().minusDays(2) + ":00Z", rule.to().plusDays(2) + ":00Z"));
        assertEquals(rule.occurrences(), there, rule::toString);
        unchanged(parts.id(), rule);
        tally.same(there.size());
        calendar.delete(Copy.of(found(parts.id())).parts(), rule.series());
      }
      case Written.Refused(var reason) -> tally.refused(reason);
      case Written.Exists exists -> throw new AssertionError(rule + " " + exists);
      case Written.Stale stale -> throw new AssertionError(rule + " is stale");
      case Written.Missing missing -> throw new AssertionError(rule + " is missing");
    }
  }

  private void unchanged(String id, Rules.Case rule) {
    var shown = Copy.of(found(id)).content();
    var words = Words.keep(rule.series(), shown, calendar::asShown);
    assertEquals(Set.of(), Fields.changed(rule.series(), words), () -> rule + " shows " + shown);
  }

  private Read.Found found(String id) {
    return assertInstanceOf(Read.Found.class, calendar.read(id));
  }
}
