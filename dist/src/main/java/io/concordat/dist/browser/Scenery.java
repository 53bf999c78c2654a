package io.concordat.dist.browser;

import io.concordat.dist.browser.Site.Edition;
import io.concordat.dist.scene.Person;
import java.util.List;

/** How much there is to be seen in a tenant, and how well it is. */
public enum Scenery {
  EMPTY,
  FILLED,
  FAILING;

  /** Where navigation begins: everything else is found from here. */
  public static final List<String> STARTS = List.of("/", "/settings", "/profile");

  /**
   * A tenant so furnished.
   *
   * @param technicians the first with a schedule and, in EE, a calendar at Google
   */
  public record Set(Team team, List<Member> technicians) {
    public Set {
      technicians = List.copyOf(technicians);
    }

    public Member technician() {
      return technicians.getFirst();
    }
  }

  public Set build(Site site) {
    Team team = site.team("Northgate MSP");
    Member maya = team.technician("Maya Okafor");
    Member tomas = team.technician("Tomas Lindqvist");
    Work work = new Work(team, List.of(maya, tomas));
    return switch (this) {
      case EMPTY -> new Set(team, List.of(maya));
      case FILLED -> filled(site, team, work, maya, tomas);
      case FAILING -> failing(site, team, work, maya, tomas);
    };
  }

  private static Set filled(Site site, Team team, Work work, Member maya, Member tomas) {
    work.plan();
    Vendors vendors = new Vendors(site, team);
    vendors.profile("Northgate Microsoft 365");
    vendors.domain("northgate-" + team.domain(), true);
    if (site.edition() == Edition.EE) {
      vendors.google();
      Person own = vendors.connectGoogle(maya);
      vendors.rest(List.of(own, vendors.connectOutlook(tomas)));
      vendors.askToCleanUp(own);
    }
    return new Set(team, List.of(maya));
  }

  private static Set failing(Site site, Team team, Work work, Member maya, Member tomas) {
    work.plan();
    Vendors vendors = new Vendors(site, team);
    vendors.profile("Northgate Microsoft 365");
    vendors.brokenProfile("Old directory");
    vendors.archivedProfile("Left behind");
    vendors.domain("stolen-" + team.domain(), false);
    if (site.edition() == Edition.EE) {
      vendors.google();
      vendors.fail(vendors.connectGoogle(maya));
      vendors.connectOutlook(tomas).provider().active(false);
      vendors.unconnected(team.technician("Priya Raman"));
      Member noor = team.technician("Noor Haddad");
      vendors.ask(noor, work);
      return new Set(team, List.of(maya, noor));
    }
    return new Set(team, List.of(maya));
  }
}
