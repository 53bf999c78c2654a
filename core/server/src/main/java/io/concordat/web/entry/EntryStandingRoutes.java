package io.concordat.web.entry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.schedule.Rights;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.EntryBadges.Standing;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.concordat.web.JsonIn;
import io.concordat.web.Ports;
import io.concordat.web.Query;
import io.concordat.web.Refusal;
import io.concordat.web.page.Languages;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Where an entry is besides the schedule, and why not: what plugins know of it. */
@Controller("/api/v1/schedule/entries")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class EntryStandingRoutes {
  private final Gate gate;
  private final Transactions transactions;
  private final StoredSchedule schedule;
  private final Languages languages;
  private final Ports ports;

  EntryStandingRoutes(
      Gate gate,
      Transactions transactions,
      StoredSchedule schedule,
      Languages languages,
      Ports ports) {
    this.gate = gate;
    this.transactions = transactions;
    this.schedule = schedule;
    this.languages = languages;
    this.ports = ports;
  }

  @Get("/{id}/sync")
  HttpResponse<?> read(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "schedule_entry.sync",
        Set.of(Rights.READ),
        caller -> {
          Query.of(request).only();
          ObjectNode shown = transactions.call(tx -> read(request, tx, caller, id));
          return Answers.json(200, shown);
        });
  }

  private ObjectNode read(HttpRequest<?> request, Tx tx, Caller caller, String id) {
    ScheduleEntryId entry =
        JsonIn.asUuid(id)
            .map(ScheduleEntryId::new)
            .filter(known -> schedule.find(tx, known).isPresent())
            .orElseThrow(() -> Refusal.notFound(id));
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("entryId", entry.toString());
    ArrayNode items = json.putArray("items");
    ports
        .badges()
        .forEach(
            (plugin, said) ->
                said.standings(tx, caller, languages.of(request, plugin), entry)
                    .forEach(standing -> items.add(json(standing))));
    return json;
  }

  private static ObjectNode json(Standing standing) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("providerId", standing.calendar().map(UUID::toString).orElse(null))
        .put("vendor", standing.vendor())
        .put("name", standing.name())
        .put("userId", standing.user().toString())
        .put("state", standing.state())
        .put("reason", standing.reason().orElse(null))
        .put("since", standing.since().map(Instant::toString).orElse(null))
        .put("nextAttemptAt", standing.next().map(Instant::toString).orElse(null))
        .put("text", standing.text())
        .put("link", standing.link().orElse(null));
  }
}
