package io.concordat.sandbox.subscription;

import java.time.Duration;

/**
 * How notifications are delivered.
 *
 * @param collect how long items are collected for one POST, in real time
 * @param retry the first wait after a failure, doubled each time, by the twin's clock
 * @param giveUp how old an item may become, by the twin's clock
 * @param slow how long an address may take, in real time; after it there is no answer
 * @param mostItems of one POST
 * @param fewest answers in ten minutes before an address is judged
 * @param missedAfterLoss whether Graph says {@code missed} when it has lost something; its pages
 *     promise it, but no client should live on it, so the twin is silent unless told
 */
public record Pace(
    Duration collect,
    Duration retry,
    Duration giveUp,
    Duration slow,
    int mostItems,
    int fewest,
    boolean missedAfterLoss) {
  public static final Pace GRAPH =
      new Pace(
          Duration.ofMillis(10),
          Duration.ofSeconds(1),
          Duration.ofHours(4),
          Duration.ofSeconds(10),
          100,
          20,
          false);
}
