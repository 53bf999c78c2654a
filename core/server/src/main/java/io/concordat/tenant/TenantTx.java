package io.concordat.tenant;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open transaction, used by one thread. */
final class TenantTx implements Tx {
  private static final Logger log = LoggerFactory.getLogger(TenantTx.class);

  private final TenantId tenant;
  private final Connection connection;
  private final List<Runnable> afterCommit = new ArrayList<>();
  private @Nullable Handle handle;

  TenantTx(TenantId tenant, Connection connection) {
    this.tenant = tenant;
    this.connection = connection;
  }

  @Override
  public TenantId tenant() {
    return tenant;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void afterCommit(Runnable task) {
    afterCommit.add(task);
  }

  Handle handle() {
    if (handle == null) {
      handle = Handles.on(connection);
    }
    return handle;
  }

  void close() {
    if (handle != null) {
      handle.close();
    }
  }

  /** What was committed stays committed, so a failing task only shows in the log. */
  void committed() {
    for (Runnable task : afterCommit) {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.warn("a task after the commit failed", e);
      }
    }
  }
}
