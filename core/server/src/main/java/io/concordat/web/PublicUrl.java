package io.concordat.web;

import io.concordat.spi.Addresses;
import java.net.URI;

/** Where browsers and vendors reach this installation. */
public record PublicUrl(URI value) {
  /**
   * One of our own addresses.
   *
   * @param path with a leading slash
   */
  public URI at(String path) {
    return Addresses.at(value, path);
  }

  /** What comes before our own paths behind a proxy; mostly nothing. */
  public String path() {
    String path = value.getRawPath();
    return path == null || path.equals("/") ? "" : path.replaceFirst("/$", "");
  }
}
