package io.concordat.web;

import io.concordat.spi.http.Unavailable;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.util.Optional;

/** What this edition does not have is said before routes, tokens or bodies are looked at. */
@ServerFilter("/**")
final class EditionFilter implements Ordered {
  private final Ports ports;

  EditionFilter(Ports ports) {
    this.ports = ports;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @RequestFilter
  @PreMatching
  @Nullable
  HttpResponse<?> refuse(HttpRequest<?> request) {
    return unavailable(request.getPath()).map(Answers::unavailable).orElse(null);
  }

  private Optional<Unavailable> unavailable(String path) {
    if (Answers.STABLE.contains(path) || Prefixes.CALENDAR.covers(path)) {
      return ports.calendarSync().unavailable();
    }
    return Prefixes.TEAMS.covers(path) || Prefixes.TEAMS_BOT.covers(path)
        ? ports.teamsIntegration().unavailable()
        : Optional.empty();
  }
}
