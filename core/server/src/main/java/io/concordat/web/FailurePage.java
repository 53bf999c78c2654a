package io.concordat.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;

/** What a person sees at an address that shows nothing. */
@FunctionalInterface
public interface FailurePage {
  MutableHttpResponse<byte[]> of(HttpRequest<?> request, int status);
}
