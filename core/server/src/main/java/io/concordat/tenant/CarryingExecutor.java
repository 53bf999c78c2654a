package io.concordat.tenant;

import io.concordat.spi.tenant.TenantId;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs each task with the tenant of the thread that submitted it. */
final class CarryingExecutor extends AbstractExecutorService {
  private final ScopedTenancy tenancy;
  private final ExecutorService threads;

  CarryingExecutor(ScopedTenancy tenancy, ExecutorService threads) {
    this.tenancy = tenancy;
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    if (tenancy.bound()) {
      TenantId tenant = tenancy.current();
      threads.execute(() -> tenancy.run(tenant, task));
    } else {
      threads.execute(task);
    }
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return threads.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
