package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;

/** Nothing is added to the product. */
enum Backstage implements Node.Stage {
  NOTHING;

  @Override
  public PluginContext context(PluginContext core) {
    return core;
  }

  @Override
  public Offer offer(Offer offer) {
    return offer;
  }

  @Override
  public RemoteCalendar calendar(RemoteCalendar real, String id) {
    return real;
  }
}
