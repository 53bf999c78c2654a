package io.concordat.job;

import io.concordat.spi.job.Poller;
import io.concordat.spi.meter.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pollers of this node, each on a virtual thread of its own. */
public final class Pollers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Pollers.class);

  private final Map<String, PollerLoop> loops = new ConcurrentHashMap<>();
  private final Meters meters;

  public Pollers(Meters meters) {
    this.meters = meters;
  }

  public void start(List<Poller> pollers) {
    for (Poller poller : pollers) {
      PollerLoop loop = new PollerLoop(poller, meters);
      if (loops.putIfAbsent(poller.name(), loop) != null) {
        throw new IllegalArgumentException("two pollers are called " + poller.name());
      }
      loop.start();
    }
  }

  /** Nothing happens when there is none of that name. */
  public void wake(String name) {
    PollerLoop loop = loops.get(name);
    if (loop != null) {
      loop.wake();
    }
  }

  /** Wakes all whose name begins so. */
  public void wakeAll(String prefix) {
    loops.forEach(
        (name, loop) -> {
          if (name.startsWith(prefix)) {
            loop.wake();
          }
        });
  }

  /** Waits for the round that each is in, but not for ever. */
  @Override
  public void close() {
    List<PollerLoop> ending = new ArrayList<>(loops.values());
    loops.clear();
    ending.forEach(PollerLoop::end);
    for (PollerLoop loop : ending) {
      if (!loop.ended()) {
        log.warn("the poller {} does not end", loop.name());
      }
    }
  }
}
