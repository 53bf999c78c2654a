package io.concordat.spi.tenant;

import java.sql.Connection;

/** An open transaction of one tenant. Never kept beyond the call that got it. */
public interface Tx {
  TenantId tenant();

  /** The connection, autocommit off. Whoever borrows it neither commits nor closes it. */
  Connection connection();

  /** Runs after the commit, on the same thread; not at all after a rollback. For wakes only. */
  void afterCommit(Runnable task);
}
