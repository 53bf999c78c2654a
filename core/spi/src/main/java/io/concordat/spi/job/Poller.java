package io.concordat.spi.job;

import java.time.Duration;

/**
 * Runs on every node, never twice at once, without a tenant.
 *
 * @param name for {@link Jobs#wake}
 */
public record Poller(String name, Duration every, Runnable work) {}
