package io.concordat.spi;

import java.net.URI;

/**
 * HTTP base addresses, without a trailing slash.
 *
 * @param publicUrl where browsers and vendors reach this installation
 * @param googleAuthorize Google's sign-in page host, {@code https://accounts.google.com} unless set
 * @param googleToken Google's token host, {@code https://oauth2.googleapis.com} unless set
 * @param googleApi Google's API host, {@code https://www.googleapis.com} unless set
 * @param microsoftLogin Entra, {@code https://login.microsoftonline.com} unless set
 * @param graph Microsoft Graph, {@code https://graph.microsoft.com} unless set
 */
public record Addresses(
    URI publicUrl,
    URI googleAuthorize,
    URI googleToken,
    URI googleApi,
    URI microsoftLogin,
    URI graph) {
  /**
   * An address of this installation, as vendors are told it: redirect URIs are made here and
   * nowhere else.
   *
   * @param path with a leading slash
   */
  public static URI at(URI publicUrl, String path) {
    return URI.create(publicUrl.toString().replaceFirst("/$", "") + path);
  }

  public URI here(String path) {
    return at(publicUrl, path);
  }
}
