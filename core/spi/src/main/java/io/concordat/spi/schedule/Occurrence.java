package io.concordat.spi.schedule;

/** What became of one slot of a series. */
public sealed interface Occurrence {
  /** It does not take place (an EXDATE, or a cancelled instance). */
  record Cancelled() implements Occurrence {}

  /** It takes place with contents of its own: all of them, not a difference. */
  record Changed(String title, String notes, String location, When when, EntryStatus status)
      implements Occurrence {
    public Changed {
      EntryContent.checkTexts(title, notes, location);
    }
  }
}
