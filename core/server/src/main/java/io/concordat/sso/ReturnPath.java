package io.concordat.sso;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where a browser goes when it is signed in: a page of ours, and never anybody else's. */
public final class ReturnPath {
  private static final int LONGEST = 500;

  private ReturnPath() {}

  /**
   * The path if it is one of ours. Browsers take a backslash for a slash and drop tabs and line
   * ends, so nothing but visible ASCII passes, and two slashes never begin it.
   */
  public static Optional<String> of(String text) {
    boolean plain = text.length() <= LONGEST && text.matches("/[\\x21-\\x7e&&[^\\\\]]*");
    return plain && !text.startsWith("//") && ours(text) ? Optional.of(text) : Optional.empty();
  }

  private static boolean ours(String text) {
    try {
      URI uri = new URI(text);
      String path = uri.normalize().getPath();
      return !uri.isAbsolute()
          && uri.getRawAuthority() == null
          && path != null
          && !path.startsWith("//")
          && !path.startsWith("/api/");
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
