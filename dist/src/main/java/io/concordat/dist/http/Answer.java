package io.concordat.dist.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Arrays;

/** What a server answered. */
public record Answer(String request, int status, HttpHeaders headers, String body) {
  private static final int SHOWN = 600;

  public Answer expect(int... statuses) {
    if (Arrays.stream(statuses).noneMatch(s -> s == status)) {
      throw new Surprise(
          request
              + " answered "
              + status
              + " instead of "
              + Arrays.toString(statuses)
              + ": "
              + head());
    }
    return this;
  }

  public JsonNode json() {
    try {
      return Rest.JSON.readTree(body);
    } catch (IOException e) {
      throw new Surprise(request + " answered no JSON: " + head(), e);
    }
  }

  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  private String head() {
    return body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
  }
}
