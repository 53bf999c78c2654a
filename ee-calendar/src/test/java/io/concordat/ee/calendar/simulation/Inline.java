package io.concordat.ee.calendar.simulation;

import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** One thread does everything, so that the same seed does the same. */
final class Inline extends AbstractExecutorService {
  /** Core's tenancy, without threads. */
  record OneThread(Tenancy real, ExecutorService executor) implements Tenancy {
    OneThread(Tenancy real) {
      this(real, new Inline());
    }

    @Override
    public TenantId current() {
      return real.current();
    }

    @Override
    public <T> T in(TenantId tenant, Callable<T> work) {
      return real.in(tenant, work);
    }
  }

  @Override
  public void execute(Runnable command) {
    command.run();
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
