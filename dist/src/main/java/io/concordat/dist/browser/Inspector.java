package io.concordat.dist.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Judges every sight: ids, names, WCAG 2.2 AA in light and dark, the keyboard, narrow windows, and
 * what the browser complains about. What costs time is done once for all sights of one skeleton.
 */
public final class Inspector {
  private static final int NARROW = 375;

  private final boolean thorough;
  private final Set<String> skeletons = new HashSet<>();
  private final Set<String> findings = new LinkedHashSet<>();

  /**
   * @param thorough inspects equal skeletons again
   */
  public Inspector(boolean thorough) {
    this.thorough = thorough;
  }

  /** One line a finding since the last call: who, where, what. */
  public List<String> take() {
    List<String> taken = List.copyOf(findings);
    findings.clear();
    return taken;
  }

  /** Walks and judges; returns what was seen. */
  public List<Sight> inspect(String who, Visit visit, List<String> starts) {
    Crawl crawl = new Crawl(visit, (page, sight) -> look(who, visit, page, sight));
    List<Sight> seen = crawl.from(starts);
    crawl.problems().forEach(problem -> findings.add(who + " · " + problem));
    note(who, "at the end", visit.problems());
    return seen;
  }

  private void look(String who, Visit visit, Page page, Sight sight) {
    Inspection inside = Inspection.of(page);
    List<String> wrong = new ArrayList<>(inside.identities());
    String skeleton = Shape.of(sight.path()).split("\\?", 2)[0] + "\n" + inside.skeleton();
    if (skeletons.add(skeleton) || thorough) {
      wrong.addAll(inside.accessibility());
      wrong.addAll(dark(page, inside));
      wrong.addAll(narrow(page, inside));
      wrong.addAll(inside.keyboard());
    }
    if (sight.plain()) {
      wrong.addAll(stable(page));
    } else {
      wrong.addAll(escape(page, sight, inside));
    }
    wrong.addAll(visit.problems());
    note(who, sight.toString(), wrong);
  }

  private void note(String who, String where, List<String> wrong) {
    wrong.forEach(one -> findings.add(who + " · " + where + " · " + one));
  }

  private static List<String> dark(Page page, Inspection inside) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Inspection.settle(page);
    List<String> wrong = named("dark", inside::contrast);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    return wrong;
  }

  private static List<String> narrow(Page page, Inspection inside) {
    page.setViewportSize(NARROW, Look.PHONE.height());
    Inspection.settle(page);
    List<String> wrong = new ArrayList<>(named(NARROW + " px", inside::sideways));
    wrong.addAll(named(NARROW + " px", inside::targets));
    wrong.addAll(named(NARROW + " px", inside::contrast));
    page.setViewportSize(Look.WIDE.width(), Look.WIDE.height());
    return wrong;
  }

  private static List<String> named(String circumstance, Supplier<List<String>> asked) {
    return asked.get().stream().map(one -> circumstance + ": " + one).toList();
  }

  /**
   * The ids of another load, which somebody's script or bookmark relies on. What the page shows may
   * change once meanwhile, so only what differs between two loads in a row is unstable.
   */
  private static List<String> stable(Page page) {
    Inspection.settle(page);
    List<String> first = Inspection.of(page).ids();
    List<String> second = again(page);
    if (first.equals(second)) {
      return List.of();
    }
    List<String> third = again(page);
    return second.equals(third)
        ? List.of()
        : List.of(
            "ids differ from load to load: "
                + told(first, second)
                + ", then "
                + told(second, third));
  }

  private static List<String> again(Page page) {
    page.reload();
    Inspection.settle(page);
    return Inspection.of(page).ids();
  }

  private static String told(List<String> before, List<String> after) {
    String told = "gone " + without(before, after) + ", new " + without(after, before);
    return without(before, after).isEmpty() && without(after, before).isEmpty()
        ? "other order"
        : told;
  }

  private static Set<String> without(List<String> all, List<String> known) {
    Set<String> left = new LinkedHashSet<>(all);
    known.forEach(left::remove);
    return left;
  }

  /** Escape closes what a click has opened, and the focus goes back to where it was. */
  private static List<String> escape(Page page, Sight sight, Inspection inside) {
    List<String> open = inside.opened();
    if (open.isEmpty()) {
      return List.of();
    }
    inside.enter();
    page.keyboard().press("Escape");
    List<String> left = inside.opened();
    Object focused = page.evaluate("() => document.activeElement && document.activeElement.id");
    List<String> wrong = new ArrayList<>();
    if (left.size() >= open.size()) {
      wrong.add("Escape does not close " + open.getLast());
    } else if (!sight.clicks().contains(String.valueOf(focused))) {
      wrong.add("after Escape the focus is on #" + focused + ", not where it was");
    }
    return wrong;
  }
}
