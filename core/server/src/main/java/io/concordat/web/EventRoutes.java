package io.concordat.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Permissions;
import io.concordat.outbox.Feed;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/events}: what happened, for whoever keeps a cursor. */
@Controller("/api/v1/events")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class EventRoutes {
  private static final JsonMapper JSON = new JsonMapper();

  private final Gate gate;
  private final Transactions transactions;
  private final Feed feed;

  EventRoutes(Gate gate, Transactions transactions, Feed feed) {
    this.gate = gate;
    this.transactions = transactions;
    this.feed = feed;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    return gate.enter(
        request,
        "events.list",
        Set.of(Permissions.EVENTS_READ),
        caller -> {
          Query query = Query.of(request);
          query.only("cursor", "limit");
          Feed.Page page = transactions.call(tx -> page(tx, query));
          return Answers.json(200, Listing.of(page.items(), EventRoutes::json, page.next()));
        });
  }

  private Feed.Page page(Tx tx, Query query) {
    Optional<String> cursor = query.text("cursor");
    try {
      return feed.read(tx, cursor, query.limit());
    } catch (IllegalArgumentException e) {
      throw Listing.unknownCursor();
    }
  }

  private static ObjectNode json(Feed.Item item) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("cursor", item.cursor())
            .put("type", item.event().type())
            .put("subject", item.event().subject().toString())
            .put("cause", item.event().cause())
            .put("at", item.at().toString());
    json.set("data", JSON.valueToTree(item.event().data()));
    return json;
  }
}
