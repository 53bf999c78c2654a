package io.concordat.sandbox.calendar;

import java.util.Arrays;
import java.util.Optional;

/** What an account may do with a calendar, weakest first. */
public enum Role {
  FREE_BUSY_READER("freeBusyReader"),
  READER("reader"),
  WRITER_WITHOUT_PRIVATE_ACCESS("writerWithoutPrivateAccess"),
  WRITER("writer"),
  OWNER("owner");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  boolean writes() {
    return compareTo(WRITER_WITHOUT_PRIVATE_ACCESS) >= 0;
  }

  boolean seesPrivate() {
    return compareTo(WRITER) >= 0;
  }

  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
  }
}
