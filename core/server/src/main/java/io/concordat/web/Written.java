package io.concordat.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.Map;

/**
 * The answer to a write, kept for a repetition of the request.
 *
 * @param body empty for none
 */
public record Written(int status, Map<String, String> headers, String body) {
  public static Written of(int status, JsonNode body, Map<String, String> headers) {
    return new Written(status, headers, body.toString());
  }

  public HttpResponse<?> response() {
    MutableHttpResponse<?> response =
        body.isEmpty() ? Answers.empty(status) : Answers.json(status, body);
    headers.forEach(response::header);
    return response;
  }
}
