package io.concordat.web;

import io.concordat.meter.PrometheusMeters;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How requests were answered, and how fast; by kind of status only, so that nobody adds series. */
@ServerFilter("/**")
final class RequestMeter implements Ordered {
  private static final String NAME = "concordat.http";
  private static final List<String> KINDS = List.of("2xx", "3xx", "4xx", "5xx");
  private static final String BEGAN = "concordat.began";
  private static final int NOT_IN_THIS_EDITION = 501;

  private final PrometheusMeters meters;

  RequestMeter(PrometheusMeters meters) {
    this.meters = meters;
    KINDS.forEach(kind -> meters.expectTimes(NAME, Map.of("status", kind)));
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @RequestFilter
  void begin(HttpRequest<?> request) {
    request.setAttribute(BEGAN, System.nanoTime());
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    long now = System.nanoTime();
    long began = request.getAttribute(BEGAN, Long.class).orElse(now);
    meters.record(NAME, Map.of("status", kind(response.code())), Duration.ofNanos(now - began));
  }

  /** What the edition does not have is no error of the server's. */
  private static String kind(int status) {
    return status == NOT_IN_THIS_EDITION ? "501" : status / 100 + "xx";
  }
}
