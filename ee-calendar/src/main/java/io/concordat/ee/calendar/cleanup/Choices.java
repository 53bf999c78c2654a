package io.concordat.ee.calendar.cleanup;

/**
 * What a person wants removed beyond what is certainly ours, untouched and nobody else's.
 *
 * @param edited what somebody changed since both sides last agreed
 * @param guests meetings to which others are invited
 * @param unknown what bears the mark, while nothing here knows it
 */
public record Choices(boolean edited, boolean guests, boolean unknown) {
  static final Choices NONE = new Choices(false, false, false);
}
