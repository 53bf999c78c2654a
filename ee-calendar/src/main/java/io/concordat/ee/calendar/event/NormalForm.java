package io.concordat.ee.calendar.event;

import io.concordat.spi.schedule.EntryContent;

/** One way to write what can be written in several. For comparing only: never stored or sent. */
public final class NormalForm {
  private NormalForm() {}

  public static EntryContent of(EntryContent content) {
    return content;
  }
}
