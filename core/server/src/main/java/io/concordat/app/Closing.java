package io.concordat.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, closed in reverse; also when the start is cut short in the middle. */
final class Closing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  private final Deque<Step> steps = new ArrayDeque<>();
  private boolean closed;

  private record Step(String name, AutoCloseable closeable) {}

  /** Closes it at once when the process is stopping already. */
  synchronized void add(String name, AutoCloseable closeable) {
    if (closed) {
      close(new Step(name, closeable));
      throw new IllegalStateException("stopped while starting");
    }
    steps.push(new Step(name, closeable));
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!steps.isEmpty()) {
      close(steps.pop());
    }
  }

  private static void close(Step step) {
    try {
      log.debug("closing {}", step.name());
      step.closeable().close();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      log.warn("{} did not close cleanly", step.name(), e);
    }
  }
}
