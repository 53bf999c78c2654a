package io.concordat.web;

import io.micronaut.http.HttpRequest;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A query string, read as strictly as a body. */
public final class Query {
  private static final int USUAL = 100;
  private static final int MOST = 500;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  public static Query of(HttpRequest<?> request) {
    return new Query(Incoming.query(request));
  }

  /** Refuses parameters that nobody knows. */
  public void only(String... known) {
    for (String name : values.keySet()) {
      if (!List.of(known).contains(name)) {
        throw Refusal.of(
            400,
            "unknown_parameter",
            name + ": not a parameter of this; known are " + String.join(", ", known) + ".",
            name);
      }
    }
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
  }

  public boolean flag(String name) {
    return text(name)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw Refusal.of(400, "invalid_value", name + ": is true or false.", name);
                })
        .orElse(false);
  }

  public int limit() {
    return text("limit")
        .map(
            text -> {
              if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > MOST) {
                throw Refusal.of(
                    400, "invalid_value", "limit: a number from 1 to " + MOST + ".", "limit");
              }
              return Integer.parseInt(text);
            })
        .orElse(USUAL);
  }

  /** RFC 3339, or a date, which is its midnight in UTC. A plus may come as a space. */
  public Optional<OffsetDateTime> time(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text.replace(' ', '+'));
              } catch (DateTimeParseException e) {
                throw Refusal.of(
                    400,
                    "invalid_time",
                    name + ": not a time with an offset such as 2026-03-05T09:00:00Z, or a date.",
                    name);
              }
            });
  }
}
