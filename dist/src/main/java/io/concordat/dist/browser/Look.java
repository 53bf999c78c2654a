package io.concordat.dist.browser;

/**
 * How somebody looks at a page.
 *
 * @param language of the browser, for example {@code en-GB}
 */
public record Look(int width, int height, boolean dark, String language) {
  public static final Look WIDE = new Look(1280, 800, false, "en-GB");
  public static final Look PHONE = new Look(375, 812, false, "en-GB");

  public Look inDark() {
    return new Look(width, height, true, language);
  }

  public Look inGerman() {
    return new Look(width, height, dark, "de-DE");
  }
}
