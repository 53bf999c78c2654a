package io.concordat.spi.page;

import io.concordat.spi.http.Reply;

/**
 * A page of a plugin. Core finds out who asks, checks the permission, binds the tenant, audits
 * denials, and wraps what the handler writes into its shell; the navigation shows it to whoever has
 * the permission, under the plugin's message {@code page.<place>.<slug>} with the place in lower
 * case.
 *
 * @param slug the last part of the address; lower case and hyphens
 * @param permission for example {@code calendar:connect}
 * @param order among the pages of its place; core's own are at 10, 20, 30 …
 */
public record PluginPage(Place place, String slug, String permission, int order, Handler handler) {
  public PluginPage {
    if (!slug.matches("[a-z][a-z-]*")) {
      throw new IllegalArgumentException(slug + " is no slug: lower case and hyphens");
    }
  }

  /**
   * Answers one request for the page, on a virtual thread, with the caller's tenant bound: mostly
   * {@link Reply.Page}; {@link Reply.Problem} becomes core's page for that status.
   */
  @FunctionalInterface
  public interface Handler {
    Reply handle(PageRequest request) throws Exception;
  }
}
