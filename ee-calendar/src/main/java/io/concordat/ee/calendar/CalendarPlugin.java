package io.concordat.ee.calendar;

import io.concordat.ee.calendar.connect.BoundProfile;
import io.concordat.ee.calendar.connect.OwnApp;
import io.concordat.ee.calendar.google.GoogleTokens;
import io.concordat.ee.calendar.graph.MicrosoftTokens;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.spi.GoogleConsumer;
import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.Offer;
import io.concordat.spi.Plugin;
import io.concordat.spi.PluginContext;
import io.concordat.spi.Port;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two-way calendar sync. */
public final class CalendarPlugin implements Plugin {
  @Override
  public String id() {
    return "ee-calendar";
  }

  @Override
  public Set<Port> ports() {
    return Set.of(Port.CALENDAR_SYNC);
  }

  @Override
  public List<MicrosoftConsumer> microsoftConsumers() {
    return List.of(
        new MicrosoftConsumer("email", "E-mail"),
        new MicrosoftConsumer(
            BoundProfile.CONSUMER,
            "Calendar",
            new MicrosoftConsumer.Guidance(
                true,
                List.of(Brand.MICROSOFT.callbackPath()),
                MicrosoftTokens.ASKED,
                List.of(),
                Map.of())));
  }

  @Override
  public List<GoogleConsumer> googleConsumers() {
    return List.of(
        new GoogleConsumer("email", "E-mail"),
        new GoogleConsumer(
            OwnApp.CONSUMER,
            "Calendar",
            true,
            List.of(Brand.GOOGLE.callbackPath()),
            GoogleTokens.ASKED));
  }

  @Override
  public Offer start(PluginContext context) {
    return new Assembly(context).offer();
  }

  @Override
  public void leaving(PluginContext context) {
    new Assembly(context).leave();
  }
}
