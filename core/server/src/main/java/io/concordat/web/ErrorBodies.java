package io.concordat.web;

import io.concordat.spi.http.Reply.Problem;
import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Errors that the HTTP server itself finds: no class name and no stack trace leaves. */
@Singleton
final class ErrorBodies implements ErrorResponseProcessor<byte[]> {
  private final BeanProvider<FailurePage> page;

  ErrorBodies(BeanProvider<FailurePage> page) {
    this.page = page;
  }

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    MutableHttpResponse<byte[]> answer =
        forAPerson(request)
            ? page.get().of(request, response.code())
            : Answers.problem(request, problem(response.code(), request));
    response
        .getHeaders()
        .forEachValue(
            (name, value) -> {
              if (name.equalsIgnoreCase("Allow")) {
                answer.header(name, value);
              }
            });
    return answer;
  }

  /** A browser that goes to an address, and not a script that calls the interface. */
  private static boolean forAPerson(HttpRequest<?> request) {
    String accepted = request.getHeaders().get(HttpHeaders.ACCEPT);
    return request.getMethod() == HttpMethod.GET
        && !request.getPath().startsWith("/api/")
        && accepted != null
        && accepted.contains("text/html");
  }

  private static Problem problem(int status, HttpRequest<?> request) {
    return switch (status) {
      case 400 ->
          new Problem(400, "bad_request", "The request cannot be read: check its URL and headers.");
      case 404 -> new Problem(404, "not_found", "There is nothing at this address; see /openapi.");
      case 405 ->
          new Problem(
              405,
              "method_not_allowed",
              request.getMethodName() + " is not taken here; see the Allow header.");
      case 406 -> new Problem(406, "not_acceptable", "Answers are JSON: send Accept: */*.");
      case 413 -> new Problem(413, "payload_too_large", "A body has at most 1 MB.");
      case 415 ->
          new Problem(
              415, "unsupported_media_type", "Send the body as Content-Type: application/json.");
      default ->
          status < 500
              ? new Problem(status, "bad_request", "The request cannot be taken.")
              : new Problem(
                  status, "internal_error", "Something broke here; it is logged. Try again.");
    };
  }
}
