package io.concordat.dist.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Pictures of what a crawl finds: wide and narrow, light and dark. */
final class Album {
  /** The calendar of the schedule takes a while to notice another width. */
  private static final int RESIZED_MILLIS = 250;

  private final Path folder;
  private int count;

  Album(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  int count() {
    return count;
  }

  void fill(Visit visit, String prefix, List<String> starts) {
    new Crawl(visit, (page, sight) -> take(page, prefix + name(sight))).from(starts);
  }

  private static String name(Sight sight) {
    String one = sight.name().toLowerCase(Locale.ROOT).replace("*", "one");
    String words = one.replaceAll("[^a-z0-9]+", "-");
    String trimmed = words.replaceAll("^-|-$", "");
    return trimmed.isEmpty() ? "home" : trimmed.substring(0, Math.min(100, trimmed.length()));
  }

  private void take(Page page, String name) {
    for (Look look : List.of(Look.WIDE, Look.PHONE)) {
      page.setViewportSize(look.width(), look.height());
      page.waitForTimeout(RESIZED_MILLIS);
      for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        Inspection.settle(page);
        picture(page, name + "-" + look.width() + "-" + scheme.name().toLowerCase(Locale.ROOT));
      }
    }
    page.setViewportSize(Look.WIDE.width(), Look.WIDE.height());
  }

  /** As long as the page is; what is open lies in front of the window only. */
  private void picture(Page page, String name) {
    Path file = folder.resolve(name + ".png");
    boolean whole = Inspection.of(page).opened().isEmpty();
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(whole));
    count++;
  }
}
