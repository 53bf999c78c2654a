package io.concordat.spi.http;

import io.concordat.spi.identity.Caller;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a plugin's route.
 *
 * @param path the template's variables, decoded
 * @param query first value of each parameter
 * @param headers names in lower case, first value
 * @param body UTF-8, empty when there is none
 */
public record Request(
    Caller caller,
    String method,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  public Request {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  public String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the template has no {" + name + "}");
    }
    return value;
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
