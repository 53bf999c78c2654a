package io.concordat.spi.http;

/**
 * One route of a plugin, under {@code /api/v1/calendar/}, {@code /api/v1/teams/} or {@code
 * /api/teams/}. Core authenticates, checks the permission, binds the tenant and audits denials
 * before the handler is called.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param template for example {@code /api/v1/calendar/providers/{id}/sync}; a last {@code {*rest}}
 *     takes all remaining segments
 * @param permission for example {@code calendar:connect}; a caller without it gets 403
 */
public record Route(String method, String template, String permission, Handler handler) {
  /** Answers one request, on a virtual thread, with the caller's tenant bound. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Request request) throws Exception;
  }
}
