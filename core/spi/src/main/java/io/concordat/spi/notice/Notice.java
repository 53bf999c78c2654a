package io.concordat.spi.notice;

import java.util.List;

/**
 * Something that waits for a person.
 *
 * @param plugin whose message {@code notification.<kind>} says it
 * @param cause what is wrong with what; the same cause is one notice, however often it is raised
 * @param kind stable, snake case
 * @param count how many things wait; the first argument of the message
 * @param arguments the further ones; names of calendars and the like, never a private title
 * @param link the page on which it can be settled
 */
public record Notice(
    String plugin, String cause, String kind, int count, List<String> arguments, String link) {
  public Notice {
    arguments = List.copyOf(arguments);
    if (!link.startsWith("/") || link.startsWith("//")) {
      throw new IllegalArgumentException("a notice leads to a page of ours");
    }
  }
}
