package io.concordat.dist.crash;

import io.concordat.dist.process.Home;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/** Kill -9 at random moments; afterwards everything must be as if nothing had happened. */
public final class CrashTest {
  /**
   * How much.
   *
   * @param nodes that share the external PostgreSQL
   * @param embedded how many of the kills are with the embedded PostgreSQL, which has one node
   */
  public record Wish(
      Home home, Path folder, int nodes, int kills, int embedded, long seed, LocalDate today) {
    /** Four of five with an external PostgreSQL. */
    public static Wish of(Home home, Path folder, int kills, long seed, LocalDate today) {
      return new Wish(home, folder, 1, kills, kills < 3 ? 0 : Math.max(1, kills / 5), seed, today);
    }

    /** All with that many nodes on an external PostgreSQL. */
    public Wish withNodes(int nodes) {
      return nodes == 1 ? this : new Wish(home, folder, nodes, kills, 0, seed, today);
    }
  }

  private final Wish wish;
  private final PrintStream out;
  private final Random random;
  private int kill;

  public CrashTest(Wish wish, PrintStream out) {
    this.wish = wish;
    this.out = out;
    this.random = new Random(wish.seed);
  }

  public void run() {
    out.println("  " + wish.kills + " kills, seed " + wish.seed + ", logs in " + wish.folder);
    int external = wish.kills - wish.embedded;
    session("external", external, wish.nodes);
    session("embedded", wish.embedded, 1);
    out.println("  " + wish.kills + " kills: everything converged, nothing twice, nothing lost");
  }

  private void session(String database, int kills, int nodes) {
    if (kills == 0) {
      return;
    }
    boolean external = database.equals("external");
    Path folder = wish.folder.resolve(database);
    try (Session session = new Session(wish.home, folder, external, nodes, random, wish.today)) {
      for (int i = 0; i < kills; i++) {
        out.printf("  %3d/%d  %s  %s%n", ++kill, wish.kills, database, one(session, external, i));
        out.flush();
      }
      session.convergeAll();
    }
  }

  private String one(Session session, boolean external, int number) {
    // In turn, from a random start, so that few kills meet every phase too.
    Session.Phase[] phases = Session.Phase.values();
    Session.Phase phase = phases[(int) Math.floorMod(wish.seed + number, (long) phases.length)];
    boolean both = !external && number % 2 == 0;
    return session.kill(kill, phase, both ? Session.Target.JVM_AND_DATABASE : Session.Target.JVM);
  }
}
