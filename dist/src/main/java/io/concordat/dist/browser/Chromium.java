package io.concordat.dist.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.concordat.dist.http.Surprise;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's chromium. Belongs to the thread that started it. */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** For everybody who looks, so that pictures of one day are alike everywhere. */
  static final String ZONE = "Europe/Berlin";

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  public static Chromium start() {
    Path binary = binary();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(binary).setArgs(FLAGS));
    return new Chromium(playwright, browser);
  }

  private static Path binary() {
    List<String> folders = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
    return Optional.ofNullable(System.getenv("CHROMIUM"))
        .map(Path::of)
        .or(() -> NAMES.stream().flatMap(name -> in(folders, name)).findFirst())
        .orElseThrow(
            () ->
                new Surprise(
                    "no chromium on the PATH: ./concordat test installs Debian's, or name another"
                        + " one in the environment variable CHROMIUM"));
  }

  private static Stream<Path> in(List<String> folders, String name) {
    return folders.stream().map(folder -> Path.of(folder, name)).filter(Files::isExecutable);
  }

  /** A browser profile of its own, without motion: nothing has to be waited for. */
  BrowserContext open(URI site, Look look) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setBaseURL(site.toString())
            .setViewportSize(look.width(), look.height())
            .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setLocale(look.language())
            .setTimezoneId(ZONE)
            .setReducedMotion(ReducedMotion.REDUCE));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
