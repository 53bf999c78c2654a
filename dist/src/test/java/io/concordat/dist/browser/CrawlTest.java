package io.concordat.dist.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.calendar.Technician;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page and state of both editions, for everybody, as full and as ill as it gets. */
@Tag("assembled")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CrawlTest {
  @RegisterExtension static final Browsing COMMUNITY = Browsing.of(Edition.CE);
  @RegisterExtension static final Browsing ENTERPRISE = Browsing.of(Edition.EE);

  /** One for all, because pages of one skeleton are inspected once. */
  private static final Inspector INSPECTOR = new Inspector(Boolean.getBoolean("concordat.long"));

  private final List<String> visited = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"CE,EMPTY", "CE,FILLED", "CE,FAILING", "EE,EMPTY", "EE,FILLED", "EE,FAILING"})
  void nothingIsWrongAnywhere(Edition edition, Scenery scenery) {
    Browsing at = edition == Edition.CE ? COMMUNITY : ENTERPRISE;
    Scenery.Set set = scenery.build(at.site());
    signedIn(at, edition + " " + scenery + " administrator", set.team().admin());
    for (Member technician : set.technicians()) {
      signedIn(at, edition + " " + scenery + " " + technician.name(), technician);
    }
    if (scenery == Scenery.EMPTY) {
      nobody(at, edition + " nobody");
      customer(at, edition + " portal user", set.team().portal("Paula Portal"));
    }
    System.out.println(String.join("\n", visited));
    assertTrue(visited.size() >= 5, "only " + visited);
    List<String> findings = INSPECTOR.take();
    assertTrue(
        findings.isEmpty(), () -> findings.size() + " findings:\n" + String.join("\n", findings));
  }

  private void signedIn(Browsing at, String who, Member member) {
    Visit visit = at.visit(member);
    List<Sight> seen = INSPECTOR.inspect(who, visit, Scenery.STARTS);
    seen.forEach(sight -> visited.add(who + " · " + sight.name()));
  }

  /** Whoever is not signed in is led to the sign-in page from everywhere. */
  private void nobody(Browsing at, String who) {
    Visit visit = at.visit();
    visit.expect(404, "/nothing-here");
    List<Sight> seen = INSPECTOR.inspect(who, visit, List.of("/", "/signin", "/nothing-here"));
    seen.forEach(sight -> visited.add(who + " · " + sight.name()));
  }

  /** A customer cannot sign in; with a token every page is refused in a page. */
  private void customer(Browsing at, String who, Technician customer) {
    Visit visit = at.visit();
    visit.signIn(customer);
    visit.expect(403, "/");
    List<Sight> seen = INSPECTOR.inspect(who, visit, Scenery.STARTS);
    seen.forEach(sight -> visited.add(who + " · " + sight.name()));
  }
}
