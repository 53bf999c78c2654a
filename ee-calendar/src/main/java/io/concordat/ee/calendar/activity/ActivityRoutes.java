package io.concordat.ee.calendar.activity;

import io.concordat.ee.calendar.activity.ActivityRows.Filter;
import io.concordat.ee.calendar.activity.Deed.Action;
import io.concordat.ee.calendar.activity.Deed.Side;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Cursor;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.Tx;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Everything that was changed on either side, narrowed by filters. */
public final class ActivityRoutes {
  private static final List<String> SIDES = List.of(Side.HERE.stored(), Side.THERE.stored());
  private static final List<String> ACTIONS =
      Arrays.stream(Action.values()).map(Action::stored).toList();

  private final Reach reach;
  private final Activity activity;

  public ActivityRoutes(PluginContext core, Reach reach) {
    this.reach = reach;
    this.activity = new Activity(core.schedule());
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            ProviderRoutes.BASE + "/{id}/activity",
            Reach.OWN,
            BadBody.answered(this::list)));
  }

  private Reply list(Request request) {
    int limit = Cursor.limit(request.query("limit"));
    Optional<UUID> after = Cursor.parse(request.query("cursor")).map(Cursor::id);
    Filter filter = filter(request);
    return reach.with(request, (tx, provider) -> list(tx, request, provider, filter, after, limit));
  }

  private Reply list(
      Tx tx, Request request, Provider provider, Filter filter, Optional<UUID> after, int limit) {
    var found = activity.read(tx, request.caller(), provider, filter, after, limit + 1);
    var page = found.subList(0, Math.min(limit, found.size()));
    return ProviderJson.list(
        page.stream().map(ActivityJson::write).toList(),
        ProviderRoutes.next(found, page, one -> new Cursor(one.done().at(), one.done().id())));
  }

  private static Filter filter(Request request) {
    return new Filter(
        id(request, "run"),
        id(request, "entry"),
        request.query("event"),
        oneOf(request, "side", SIDES),
        oneOf(request, "action", ACTIONS),
        time(request, "from"),
        time(request, "to"));
  }

  private static Optional<UUID> id(Request request, String name) {
    return request
        .query(name)
        .map(
            text ->
                Reach.id(text)
                    .orElseThrow(() -> new BadBody("invalid_value", name, "Must be an id.")));
  }

  private static Optional<String> oneOf(Request request, String name, List<String> values) {
    Optional<String> value = request.query(name);
    if (value.isPresent() && !values.contains(value.get())) {
      throw new BadBody(
          "invalid_value", name, "Must be one of: " + String.join(", ", values) + ".");
    }
    return value;
  }

  private static Optional<Instant> time(Request request, String name) {
    try {
      return request.query(name).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeException e) {
      throw new BadBody("invalid_value", name, "Must be a time, for example 2026-03-05T09:00:00Z.");
    }
  }
}
