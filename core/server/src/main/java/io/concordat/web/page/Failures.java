package io.concordat.web.page;

import io.concordat.web.FailurePage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** The page of an address that nobody serves. */
@Singleton
final class Failures implements FailurePage {
  private final Pages pages;

  Failures(Pages pages) {
    this.pages = pages;
  }

  @Override
  public MutableHttpResponse<byte[]> of(HttpRequest<?> request, int status) {
    return pages.error(request, status);
  }
}
