package io.concordat.ee.calendar.simulation;

/** An oracle's verdict. */
final class Wrong extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Which oracle. */
  final String oracle;

  Wrong(String oracle, String what) {
    super(oracle + ": " + what);
    this.oracle = oracle;
  }

  static void unless(boolean holds, String oracle, String what) {
    if (!holds) {
      throw new Wrong(oracle, what);
    }
  }
}
