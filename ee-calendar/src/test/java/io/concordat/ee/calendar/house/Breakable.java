package io.concordat.ee.calendar.house;

import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Transactions that fail like a process that was killed: after their work, before the commit; or
 * right after the commit, before anything that was to follow it.
 */
public final class Breakable {
  private final AtomicInteger left = new AtomicInteger(-1);
  private final AtomicInteger leftAfter = new AtomicInteger(-1);

  /** The kill; no code of the product knows it. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** The n-th transaction from now on, counted from 1, does not commit. */
  public void killAt(int transaction) {
    left.set(transaction);
  }

  /** The n-th transaction from now on commits, and nothing follows. */
  public void killAfter(int transaction) {
    leftAfter.set(transaction);
  }

  public void mend() {
    left.set(-1);
    leftAfter.set(-1);
  }

  /** Whether the kill has happened. */
  public boolean broken() {
    return left.get() == 0 || leftAfter.get() == 0;
  }

  private void last(Tx tx) {
    if (leftAfter.get() > 0 && leftAfter.decrementAndGet() == 0) {
      tx.afterCommit(
          () -> {
            throw new Killed();
          });
    }
  }

  public Transactions over(Transactions real) {
    return new Transactions() {
      @Override
      public <T> T call(Work<T> work) {
        return real.call(
            tx -> {
              last(tx);
              T result = work.run(tx);
              if (left.get() > 0 && left.decrementAndGet() == 0) {
                throw new Killed();
              }
              return result;
            });
      }
    };
  }
}
