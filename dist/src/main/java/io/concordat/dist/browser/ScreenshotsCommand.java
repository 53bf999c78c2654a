package io.concordat.dist.browser;

import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.process.Home;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code concordat screenshots}. */
@Command(
    name = "screenshots",
    mixinStandardHelpOptions = true,
    description = "Takes pictures of every page and state that can be found, of both editions.")
public final class ScreenshotsCommand implements Callable<Integer> {
  /** Buttons lead to the views of the schedule, not links. */
  private static final List<String> STARTS =
      Stream.concat(
              Scenery.STARTS.stream(),
              Stream.of("/schedule?view=month", "/schedule?view=day", "/schedule?view=list"))
          .toList();

  @Option(names = "--to", description = "Folder for the pictures; screenshots by default.")
  private Path to = Path.of("screenshots");

  @Option(names = "--edition", description = "ce or ee; both by default.")
  private @Nullable String edition;

  @Option(names = "--scenery", description = "empty, filled or failing; all by default.")
  private @Nullable String scenery;

  @Option(names = "--german", description = "As a German browser sees them.")
  private boolean german;

  @Option(names = "--home", defaultValue = "", description = "Folder of the assembled product.")
  private String home = "";

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Integer call() {
    try (Chromium chromium = Chromium.start()) {
      for (Edition each : chosen(Edition.values(), edition)) {
        try (Site site = Site.start(each, Home.of(home))) {
          chosen(Scenery.values(), scenery).forEach(one -> pictures(chromium, site, one));
        }
      }
    }
    return 0;
  }

  private static <T extends Enum<T>> List<T> chosen(T[] all, @Nullable String word) {
    return List.of(all).stream()
        .filter(one -> word == null || one.name().equalsIgnoreCase(word))
        .toList();
  }

  private void pictures(Chromium chromium, Site site, Scenery scenery) {
    Scenery.Set set = scenery.build(site);
    String place = site.edition() + "/" + scenery;
    Album album = new Album(to.resolve(place.toLowerCase(Locale.ROOT)));
    Look look = german ? Look.WIDE.inGerman() : Look.WIDE;
    try (Visit visit = site.visit(chromium, look)) {
      album.fill(visit, "", List.of("/signin", "/nothing-here"));
      visit.signIn(set.team().admin());
      album.fill(visit, "", STARTS);
    }
    for (Member technician : set.technicians()) {
      try (Visit visit = site.visit(chromium, look)) {
        visit.signIn(technician);
        String first = technician.name().split(" ", 2)[0].toLowerCase(Locale.ROOT);
        album.fill(visit, first + "-", STARTS);
      }
    }
    out.println(album.count() + " pictures of " + place + " in " + album.folder());
  }
}
