package io.concordat.ee.calendar.reconcile;

import io.concordat.ee.calendar.reconcile.Fuse.Verdict;

/**
 * The limits. What is weighed is always everything that waits, never a page of it, together with
 * what went in the last minutes, so that a trickle adds up like a flood.
 *
 * @param creates copies that may be made at once
 */
public record Fuses(int creates) {
  /** Over which consecutive runs and pages add up. */
  public static final int MINUTES = 10;

  /** How often an entry is written within that time if nobody edits it. */
  public static final int WRITES = 5;

  private static final int FEW = 10;
  private static final int TWENTIETH = 20;
  private static final int FIFTH = 5;

  public Fuses {
    if (creates < 1) {
      throw new IllegalArgumentException("at least one copy may be made");
    }
  }

  /** The most that may go unasked, of so many that are mapped. */
  public static int goes(int known) {
    return Math.max(FEW, known / TWENTIETH);
  }

  /** The most that a listing may miss, of so many that are mapped. */
  public static int misses(int known) {
    return Math.max(FEW, known / FIFTH);
  }

  /**
   * Deletes of one side, or writes that mail.
   *
   * @param known mapped now
   * @param wanted waiting
   * @param recent gone lately
   */
  public static Verdict mass(int known, int wanted, int recent) {
    return within(wanted == 0 ? 0 : wanted + recent, goes(known + recent));
  }

  public Verdict create(int wanted) {
    return within(wanted, creates);
  }

  /**
   * @param unseen mapped, and neither listed nor told to be deleted
   */
  public static Verdict listing(int known, int unseen) {
    return within(unseen, misses(known));
  }

  /**
   * @param recent writes of one entry since somebody edited it
   */
  public static Verdict loop(int recent) {
    return within(recent + 1, WRITES);
  }

  private static Verdict within(int amount, int limit) {
    return amount > limit ? new Verdict.Blown(limit) : new Verdict.Holds();
  }
}
