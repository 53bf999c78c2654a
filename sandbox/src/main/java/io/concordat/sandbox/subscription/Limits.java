package io.concordat.sandbox.subscription;

import java.time.Duration;
import java.util.Optional;

/**
 * What subscriptions may be.
 *
 * @param longest how far away their end may be
 * @param perMailbox how many may live on one mailbox, over all apps
 * @param refuseTwins whether a second subscription of the same app, resource and kinds is refused
 *     with 409. Microsoft's pages are silent and the field has met it, so the twin refuses; a
 *     client that wants an overlap of two has to watch another resource, and since a subscription
 *     is renewed in place here, it needs none
 * @param authorization how long showing a token authorizes delivery; empty for the token's own life
 * @param lead how long before the authorization ends the app is asked to show itself
 */
public record Limits(
    Duration longest,
    int perMailbox,
    boolean refuseTwins,
    Optional<Duration> authorization,
    Duration lead) {
  public static final Limits OUTLOOK =
      new Limits(Duration.ofMinutes(10_080), 1_000, true, Optional.empty(), Duration.ofMinutes(15));
}
