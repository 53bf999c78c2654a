package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.EntryContent;
import java.util.Locale;

/** Which of the vendor's events become entries. */
public sealed interface ImportRule {
  /** Everything but what is never imported. */
  record All() implements ImportRule {}

  /** Only events whose title or notes contain the tag, in any case. */
  record Tagged(String tag) implements ImportRule {
    public Tagged {
      if (tag.isBlank()) {
        throw new IllegalArgumentException("a tag is needed");
      }
    }
  }

  /** Nothing new; what is mapped stays in agreement. */
  record None() implements ImportRule {}

  /** Whether an event that has no mapping yet becomes an entry. */
  default boolean admits(EntryContent content, EventType type) {
    return ordinary(type)
        && switch (this) {
          case All() -> true;
          case Tagged(var tag) -> contains(content.title(), tag) || contains(content.notes(), tag);
          case None() -> false;
        };
  }

  private static boolean ordinary(EventType type) {
    return switch (type) {
      case ORDINARY, OUT_OF_OFFICE, FROM_MAIL -> true;
      case FOCUS_TIME, WORKING_LOCATION, BIRTHDAY -> false;
    };
  }

  private static boolean contains(String text, String tag) {
    return text.toLowerCase(Locale.ROOT).contains(tag.toLowerCase(Locale.ROOT));
  }
}
