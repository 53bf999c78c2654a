package io.concordat.dist.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Slot slot(String start, String title) {
    return new Slot(start, "2026-11-02T15:00:00Z", "Europe/Berlin", title, "", "");
  }

  private static Item item(String ref, String title, boolean isPrivate, Slot... slots) {
    return new Item(
        ref,
        new Item.Seen(
            title, "", "", isPrivate, "confirmed", slots.length > 1, slots[0], List.of(slots)));
  }

  private static Item single(String ref, String title) {
    return item(ref, title, false, slot("2026-11-02T09:00+01:00", title));
  }

  @Test
  void agreesWhateverTheOrder() {
    Comparison c =
        Comparison.of(
            List.of(single("a", "One"), single("b", "Two")),
            List.of(single("y", "Two"), single("x", "One")));
    assertTrue(c.agrees());
    assertEquals(2, c.agreeing());
  }

  @Test
  void seesACopyOnEitherSide() {
    List<Item> one = List.of(single("a", "One"));
    List<Item> two = List.of(single("a", "One"), single("b", "One"));
    assertEquals(1, Comparison.of(one, two).duplicates());
    assertEquals(1, Comparison.of(two, one).duplicates());
  }

  @Test
  void seesWhatIsOnOneSideOnly() {
    Comparison c = Comparison.of(List.of(single("a", "One")), List.of());
    assertFalse(c.agrees());
    assertTrue(c.differences().getFirst().startsWith("only here"), c.differences().toString());
  }

  @Test
  void seesAWidenedPrivacy() {
    Slot slot = slot("2026-11-02T09:00+01:00", "Dentist");
    Comparison c =
        Comparison.of(
            List.of(item("a", "Dentist", true, slot)), List.of(item("x", "Dentist", false, slot)));
    assertTrue(
        c.differences().getFirst().contains("private: here true"), c.differences().toString());
  }

  @Test
  void seesOneMovedOccurrence() {
    Slot first = slot("2026-11-02T09:00+01:00", "Weekly");
    Comparison c =
        Comparison.of(
            List.of(item("a", "Weekly", false, first, slot("2026-11-09T09:00+01:00", "Weekly"))),
            List.of(item("x", "Weekly", false, first, slot("2026-11-09T10:00+01:00", "Weekly"))));
    assertTrue(c.differences().getFirst().contains("occurrences"), c.differences().toString());
  }
}
