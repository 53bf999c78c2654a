package io.concordat.app;

import io.concordat.app.edition.Edition;
import io.concordat.app.edition.Plugins;
import io.concordat.schedule.StoredSchedule;

/** Opens the HTTP server over what the node put together. */
record HttpDoor(int port) implements Node.Door {
  @Override
  public AutoCloseable open(
      Ground ground, StoredSchedule schedule, Edition edition, Plugins plugins) {
    // The web room comes with the next change.
    return () -> {};
  }
}
