package io.concordat.tenant;

import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The tenant of a thread, in a {@link ScopedValue}. */
public final class ScopedTenancy implements Tenancy, AutoCloseable {
  private static final ScopedValue<TenantId> TENANT = ScopedValue.newInstance();

  private final ExecutorService executor =
      new CarryingExecutor(this, Executors.newVirtualThreadPerTaskExecutor());

  @Override
  public TenantId current() {
    if (!TENANT.isBound()) {
      throw new IllegalStateException("no tenant is bound to this thread");
    }
    return TENANT.get();
  }

  @Override
  public <T> T in(TenantId tenant, Callable<T> work) {
    try {
      return ScopedValue.where(TENANT, tenant).call(work::call);
    } catch (Exception e) {
      throw Wrapped.of(e);
    }
  }

  @Override
  public ExecutorService executor() {
    return executor;
  }

  boolean bound() {
    return TENANT.isBound();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
