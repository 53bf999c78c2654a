package io.concordat.spi.tenant;

/**
 * Transactions of the bound tenant. Row-level security confines every statement to it. No vendor
 * call belongs inside: a transaction holds a connection of a small pool.
 */
public interface Transactions {
  /**
   * Runs the work in a new transaction and commits it, or rolls back when it throws. Without a
   * bound tenant it throws {@link IllegalStateException} before a connection is taken.
   */
  <T> T call(Work<T> work);

  default void run(Task task) {
    call(
        tx -> {
          task.run(tx);
          return true;
        });
  }

  /** Work with a result. Exceptions pass through; checked ones are wrapped. */
  @FunctionalInterface
  interface Work<T> {
    T run(Tx tx) throws Exception;
  }

  /** Work without a result. */
  @FunctionalInterface
  interface Task {
    void run(Tx tx) throws Exception;
  }
}
