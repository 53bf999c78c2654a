package io.concordat.ee.teams;

import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.Offer;
import io.concordat.spi.Plugin;
import io.concordat.spi.PluginContext;
import io.concordat.spi.Port;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Route;
import io.concordat.spi.teams.TeamsIntegration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Brings the consumer {@code teams}; its API says that it is not part of this version. */
public final class TeamsPlugin implements Plugin {
  @Override
  public String id() {
    return "ee-teams";
  }

  @Override
  public Set<Port> ports() {
    return Set.of(Port.TEAMS_INTEGRATION);
  }

  @Override
  public List<MicrosoftConsumer> microsoftConsumers() {
    return List.of(new MicrosoftConsumer("teams", "Microsoft Teams"));
  }

  @Override
  public Offer start(PluginContext context) {
    return Offer.NOTHING
        .withTeamsIntegration(new TeamsIntegration() {})
        .withRoutes(
            Stream.of("/api/v1/teams/{*rest}", "/api/teams/{*rest}")
                .flatMap(TeamsPlugin::everyMethod)
                .toList());
  }

  private static Stream<Route> everyMethod(String template) {
    return Stream.of("GET", "POST", "PUT", "PATCH", "DELETE")
        .map(method -> new Route(method, template, "system_settings:read", call -> notYet()));
  }

  private static Reply notYet() {
    return new Reply.Problem(
        404,
        "not_part_of_this_version",
        "Microsoft Teams is not part of this version of the plugin ee-teams.");
  }
}
