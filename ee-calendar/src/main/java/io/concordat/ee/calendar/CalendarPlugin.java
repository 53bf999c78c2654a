package io.concordat.ee.calendar;

import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.Offer;
import io.concordat.spi.Plugin;
import io.concordat.spi.PluginContext;
import io.concordat.spi.Port;
import java.util.List;
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
        new MicrosoftConsumer("email", "E-mail"), new MicrosoftConsumer("calendar", "Calendar"));
  }

  @Override
  public Set<String> googleConsumers() {
    return Set.of("calendar");
  }

  @Override
  public Offer start(PluginContext context) {
    return new Assembly(context).offer();
  }
}
