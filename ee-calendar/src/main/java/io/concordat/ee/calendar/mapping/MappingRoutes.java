package io.concordat.ee.calendar.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.provider.BadBody;
import io.concordat.ee.calendar.provider.Cursor;
import io.concordat.ee.calendar.provider.ProviderJson;
import io.concordat.ee.calendar.provider.ProviderRoutes;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.http.Route;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Why is this entry not there? Every mapping of a provider with its status and reason. */
public final class MappingRoutes {
  private static final Set<String> STATUSES = Set.of("synced", "pending", "conflict", "error");

  private final PluginContext core;
  private final Reach reach;
  private final ListedRows rows = new ListedRows();

  public MappingRoutes(PluginContext core, Reach reach) {
    this.core = core;
    this.reach = reach;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            ProviderRoutes.BASE + "/{id}/mappings",
            Reach.OWN,
            BadBody.answered(this::list)));
  }

  private Reply list(Request request) {
    int limit = Cursor.limit(request.query("limit"));
    Optional<UUID> after = Cursor.parse(request.query("cursor")).map(Cursor::id);
    return reach.with(
        request, (tx, provider) -> list(tx, filter(request, provider.id()), after, limit));
  }

  private Reply list(Tx tx, ListedRows.Filter filter, Optional<UUID> after, int limit) {
    List<ListedRows.Listed> found = rows.list(tx, filter, after, limit + 1, core.clock().instant());
    List<ListedRows.Listed> page = found.subList(0, Math.min(limit, found.size()));
    return ProviderJson.list(
        page.stream().map(MappingRoutes::write).toList(),
        ProviderRoutes.next(found, page, one -> new Cursor(Instant.EPOCH, one.id())));
  }

  private static ListedRows.Filter filter(Request request, UUID provider) {
    Optional<String> status = request.query("status");
    if (status.isPresent() && !STATUSES.contains(status.get())) {
      throw new BadBody(
          "invalid_value", "status", "Must be one of: synced, pending, conflict, error.");
    }
    return new ListedRows.Filter(
        Optional.of(provider),
        Optional.empty(),
        status,
        request.query("reason"),
        request.query("entryId").map(MappingRoutes::entry));
  }

  private static UUID entry(String text) {
    return Reach.id(text)
        .orElseThrow(() -> new BadBody("invalid_value", "entryId", "Must be an entry's id."));
  }

  private static ObjectNode write(ListedRows.Listed listed) {
    return ProviderJson.object()
        .put("id", listed.id().toString())
        .put("providerId", listed.provider().toString())
        .put("entryId", listed.entry().toString())
        .put("remoteId", ProviderJson.orNull(listed.remoteId()))
        .put("syncStatus", listed.status())
        .put("reason", ProviderJson.orNull(listed.reason()))
        .put("conflict", ProviderJson.orNull(listed.conflict()))
        .put("outsideWindow", listed.outsideWindow())
        .put("updatedAt", listed.updatedAt().toString());
  }
}
