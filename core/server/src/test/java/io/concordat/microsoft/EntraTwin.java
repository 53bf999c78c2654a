package io.concordat.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.MicrosoftTwin;
import io.concordat.sandbox.clock.TwinClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.UnaryOperator;

/** The Microsoft twin with one directory, and a word for its control API. */
public final class EntraTwin implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final TwinClock clock = TwinClock.system();
  private final MicrosoftTwin twin = MicrosoftTwin.start(0, clock);
  private final HttpClient client = HttpClient.newHttpClient();
  private final String directory = control("directories", it -> it).path("directoryId").asText();

  /** A registered app as its owner knows it. */
  public record App(String clientId, String clientSecret) {}

  public URI url() {
    return URI.create(twin.baseUrl());
  }

  public String directory() {
    return directory;
  }

  /** An app of the directory. */
  public App app(UnaryOperator<ObjectNode> more) {
    JsonNode made = control("apps", it -> more.apply(it.put("directoryId", directory)));
    return new App(made.path("clientId").asText(), made.path("clientSecret").asText());
  }

  public JsonNode change(App app, UnaryOperator<ObjectNode> more) {
    return control("apps", it -> more.apply(it.put("clientId", app.clientId())));
  }

  public JsonNode control(String path, UnaryOperator<ObjectNode> body) {
    ObjectNode json = body.apply(JSON.createObjectNode());
    var request =
        HttpRequest.newBuilder(url().resolve("/_sandbox/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.toString()))
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(path + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    twin.close();
  }
}
