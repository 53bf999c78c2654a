package io.concordat.ee.calendar.conflict;

import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.reconcile.ThreeWay.By;
import io.concordat.ee.calendar.reconcile.ThreeWay.Strand;
import java.util.Locale;
import java.util.Optional;

/** What the interface calls fields and sides. */
public final class Names {
  static final String TIME = "time";
  private static final String OCCURRENCE = "occurrence ";

  private Names() {}

  /** Of what is chosen as one: start, end and rule are {@code time}. */
  public static String of(Strand strand) {
    return strand.fields().stream().anyMatch(Names::shapes)
        ? TIME
        : of(strand.fields().iterator().next());
  }

  private static boolean shapes(Field field) {
    return field == Master.WHEN || field == Master.RECURRENCE;
  }

  static String of(Field field) {
    return switch (field) {
      case Master master -> master.name().toLowerCase(Locale.ROOT);
      case Field.Slot(var slot) -> OCCURRENCE + slot;
    };
  }

  static String of(By by) {
    return by.name().toLowerCase(Locale.ROOT);
  }

  static Optional<By> side(String text) {
    return switch (text) {
      case "ours" -> Optional.of(By.OURS);
      case "theirs" -> Optional.of(By.THEIRS);
      default -> Optional.empty();
    };
  }
}
