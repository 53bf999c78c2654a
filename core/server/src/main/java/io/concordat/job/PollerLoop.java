package io.concordat.job;

import io.concordat.spi.job.Poller;
import io.concordat.spi.meter.Meters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work, then wait for a wake or the interval, whichever comes first. */
final class PollerLoop {
  private static final Logger log = LoggerFactory.getLogger(PollerLoop.class);
  private static final Duration GOODBYE = Duration.ofSeconds(10);
  private static final long AFTER_FAILURE_MILLIS = 1_000;

  private static final String FAILURES = "concordat.poller.failures";

  private final Poller poller;
  private final Meters meters;
  private final Semaphore wakes = new Semaphore(0);
  private final Thread thread;
  private final CountDownLatch end = new CountDownLatch(1);
  private int failures;

  PollerLoop(Poller poller, Meters meters) {
    this.poller = poller;
    this.meters = meters;
    meters.expect(FAILURES, Map.of("poller", poller.name()));
    this.thread = Thread.ofVirtual().name("poller-" + poller.name()).unstarted(this::loop);
  }

  String name() {
    return poller.name();
  }

  void start() {
    thread.start();
  }

  void wake() {
    wakes.release();
  }

  void end() {
    end.countDown();
    wake();
  }

  boolean ended() {
    try {
      return thread.join(GOODBYE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void loop() {
    try {
      while (end.getCount() > 0) {
        // Wakes that come during the round count for the next one.
        wakes.drainPermits();
        round();
        rest();
      }
    } catch (InterruptedException e) {
      log.debug("the poller {} was interrupted", poller.name());
    }
  }

  private void round() {
    try {
      poller.work().run();
      failures = 0;
    } catch (RuntimeException e) {
      failures++;
      meters.count(FAILURES, Map.of("poller", poller.name()));
      if (Integer.bitCount(failures) == 1) {
        log.warn("the poller {} failed, {} times in a row", poller.name(), failures, e);
      }
    }
  }

  private void rest() throws InterruptedException {
    if (failures == 0) {
      boolean woken = wakes.tryAcquire(poller.every().toNanos(), TimeUnit.NANOSECONDS);
      log.trace("{} goes on, woken: {}", poller.name(), woken);
    } else {
      // No wake ends this rest: a broken poller must not spin.
      boolean over = end.await(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
      log.trace("{} tries again, ending: {}", poller.name(), over);
    }
  }
}
