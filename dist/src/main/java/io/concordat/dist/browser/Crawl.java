package io.concordat.dist.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds every page that links lead to, and every state that a click opens: dialogs, menus, tabs,
 * details. Pages that differ by ids, dates or cursors only are one; nothing is clicked that changes
 * data.
 */
public final class Crawl {
  private static final int DEPTH = 3;
  private static final int STATES = 30;

  /** What is done at every sight. */
  @FunctionalInterface
  public interface Looker {
    void look(Page page, Sight sight);
  }

  private final Visit visit;
  private final Looker looker;
  private final Set<String> pages = new HashSet<>();

  /** What opens something on every page alike is opened once. */
  private final Set<String> frame = new HashSet<>();

  private final Deque<String> links = new ArrayDeque<>();
  private final List<Sight> seen = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  public Crawl(Visit visit, Looker looker) {
    this.visit = visit;
    this.looker = looker;
  }

  /** Looks at everything that can be found from these paths. */
  public List<Sight> from(List<String> starts) {
    starts.forEach(this::found);
    Page page = visit.context().newPage();
    while (!links.isEmpty()) {
      page(page, links.poll());
    }
    page.close();
    return seen;
  }

  /** What could not be opened. */
  public List<String> problems() {
    return problems;
  }

  private void found(String link) {
    if (pages.add(Shape.of(link))) {
      links.add(link);
    }
  }

  private void page(Page page, String path) {
    if (!load(page, path)) {
      return;
    }
    String landed = path(page);
    if (!Shape.of(landed).equals(Shape.of(path)) && !pages.add(Shape.of(landed))) {
      return;
    }
    states(page, landed);
  }

  private boolean load(Page page, String path) {
    try {
      Response response = page.navigate(path);
      Inspection.settle(page);
      String type = response == null ? "" : response.headers().getOrDefault("content-type", "");
      return type.startsWith("text/html");
    } catch (PlaywrightException e) {
      problems.add(path + ": " + e.getMessage());
      return false;
    }
  }

  private static String path(Page page) {
    URI at = URI.create(page.url());
    return at.getRawQuery() == null ? at.getRawPath() : at.getRawPath() + "?" + at.getRawQuery();
  }

  private void states(Page page, String path) {
    Set<String> kinds = new HashSet<>();
    Deque<List<String>> chains = new ArrayDeque<>(List.of(List.of()));
    for (int count = 0; !chains.isEmpty() && count < STATES; count++) {
      List<String> clicks = chains.poll();
      if (!clicks.isEmpty() && !(load(page, path) && clicked(page, path, clicks))) {
        continue;
      }
      Sight sight = new Sight(path, clicks);
      Inspection inside = Inspection.of(page);
      inside.links().forEach(this::found);
      for (String opener : inside.openers()) {
        boolean fresh = opener.startsWith("+") ? frame.add(opener) : kinds.add(Shape.of(opener));
        if (clicks.size() < DEPTH && fresh) {
          List<String> longer = new ArrayList<>(clicks);
          longer.add(opener.replace("+", ""));
          chains.add(longer);
        }
      }
      seen.add(sight);
      looker.look(page, sight);
    }
  }

  private boolean clicked(Page page, String path, List<String> clicks) {
    for (String id : clicks) {
      try {
        page.locator("[id=\"" + id + "\"]").click(new Locator.ClickOptions().setTimeout(4_000));
      } catch (PlaywrightException e) {
        problems.add(path + ": #" + id + " cannot be clicked: " + firstLine(e));
        return false;
      }
      Inspection.settle(page);
    }
    if (!page.url().startsWith(visit.site().toString())) {
      problems.add(path + ": #" + clicks.getLast() + " leads away to " + page.url());
      return false;
    }
    return true;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
