package io.concordat.web.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Permissions;
import io.concordat.schedule.ScheduleSettings;
import io.concordat.schedule.WorkItem;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.concordat.web.Incoming;
import io.concordat.web.JsonIn;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /api/v1/settings/schedule}: what a tenant says once about all of its entries. */
@Controller("/api/v1/settings/schedule")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class ScheduleSettingRoutes {
  private static final String TYPE = "defaultWorkItemType";

  private final Gate gate;
  private final Transactions transactions;
  private final ScheduleSettings settings;
  private final Audit audit;

  ScheduleSettingRoutes(Gate gate, Transactions transactions, Audit audit, InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.settings = new ScheduleSettings(clock);
    this.audit = audit;
  }

  @Get
  HttpResponse<?> read(HttpRequest<?> request) {
    return gate.enter(
        request,
        "schedule_settings.read",
        Set.of(Permissions.SETTINGS_READ),
        caller ->
            Answers.json(
                200, shown(transactions.call(ScheduleSettings::defaultWorkItemType)).toString()));
  }

  @Put
  HttpResponse<?> put(HttpRequest<?> request) {
    return gate.enter(
        request,
        "schedule_settings.update",
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          ObjectNode json = JsonIn.object(Incoming.body(request));
          JsonIn.only(json, Set.of(TYPE), "");
          String type = EntryIn.workItemType(json, TYPE).orElse(WorkItem.AD_HOC);
          transactions.run(tx -> put(tx, caller, type));
          return Answers.json(200, shown(type).toString());
        });
  }

  private void put(Tx tx, Caller caller, String type) {
    settings.setDefaultWorkItemType(tx, type);
    audit.record(
        tx,
        new Audit.Entry(
            Optional.of(caller.user()), "schedule_settings.update", type, "ok", Map.of()));
  }

  private static ObjectNode shown(String type) {
    return JsonNodeFactory.instance.objectNode().put(TYPE, type);
  }
}
