package io.concordat.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Health, meters and the description of everything served. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.ALL)
final class SmallRoutes {
  private static final MediaType METERS = MediaType.of("text/plain;version=0.0.4;charset=utf-8");

  private final Ports ports;
  private final Vitals vitals;
  private final String openApi;

  SmallRoutes(Ports ports, Vitals vitals) {
    this.ports = ports;
    this.vitals = vitals;
    this.openApi = OpenApi.document(ports.openApiFragments()).toString();
  }

  @Get("/health")
  HttpResponse<?> health() {
    boolean database = vitals.databaseAnswers();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", database ? "UP" : "DOWN")
            .put("edition", ports.edition());
    ObjectNode served = body.putObject("servedBy");
    ports.servedBy().forEach(served::put);
    return Answers.json(database ? 200 : 503, body.put("database", database ? "UP" : "DOWN"));
  }

  @Get("/prometheus")
  HttpResponse<?> meters() {
    return Answers.text(200, METERS, vitals.meters());
  }

  @Get("/openapi")
  HttpResponse<?> openApi() {
    return Answers.json(200, openApi);
  }
}
