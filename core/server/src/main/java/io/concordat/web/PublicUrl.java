package io.concordat.web;

import java.net.URI;

/** Where browsers and vendors reach this installation. */
public record PublicUrl(URI value) {
  /** What comes before our own paths behind a proxy; mostly nothing. */
  String path() {
    String path = value.getRawPath();
    return path == null || path.equals("/") ? "" : path.replaceFirst("/$", "");
  }
}
