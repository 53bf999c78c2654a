package io.concordat.app.edition;

import io.concordat.spi.Offer;
import io.concordat.spi.Port;
import io.concordat.spi.Stubs;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.teams.TeamsIntegration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What this process is: its name, who serves each port, and everything the plugins brought. */
public final class Edition {
  private final Stubs stubs;
  private final List<Part> parts;

  Edition(Stubs stubs, List<Part> parts) {
    this.stubs = stubs;
    this.parts = List.copyOf(parts);
  }

  /** A started plugin. */
  record Part(String id, String version, Offer offer) {}

  /** {@code EE} when any plugin is there, else {@code CE}. */
  public String name() {
    return parts.isEmpty() ? "CE" : "EE";
  }

  public CalendarSync calendarSync() {
    return first(Offer::calendarSync).orElseGet(stubs::calendarSync);
  }

  public TeamsIntegration teamsIntegration() {
    return first(Offer::teamsIntegration).orElseGet(stubs::teamsIntegration);
  }

  private <T> Optional<T> first(Function<Offer, Optional<T>> port) {
    return parts.stream().flatMap(part -> port.apply(part.offer()).stream()).findFirst();
  }

  /** Port title to {@code ee-calendar 0.1.0} or {@code stub}; for the start log and health. */
  public Map<String, String> servedBy() {
    var served = new LinkedHashMap<String, String>();
    served.put(Port.CALENDAR_SYNC.title(), owner(offer -> offer.calendarSync().isPresent()));
    served.put(
        Port.TEAMS_INTEGRATION.title(), owner(offer -> offer.teamsIntegration().isPresent()));
    return served;
  }

  private String owner(Function<Offer, Boolean> offers) {
    return parts.stream()
        .filter(part -> offers.apply(part.offer()))
        .map(part -> part.id() + " " + part.version())
        .findFirst()
        .orElse("stub");
  }

  /** By the ids of the plugins, in their order. */
  public Map<String, Offer> offers() {
    var offers = new LinkedHashMap<String, Offer>();
    parts.forEach(part -> offers.put(part.id(), part.offer()));
    return offers;
  }

  /** Everything of one kind that the plugins brought. */
  public <T> List<T> all(Function<Offer, Stream<T>> kind) {
    return parts.stream().flatMap(part -> kind.apply(part.offer())).toList();
  }

  /** Closes the plugins in reverse order; called once, by the one shutdown hook. */
  public void close() {
    parts.reversed().forEach(part -> part.offer().close().run());
  }
}
