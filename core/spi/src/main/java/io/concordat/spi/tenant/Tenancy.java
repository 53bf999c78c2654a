package io.concordat.spi.tenant;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Which tenant a thread works for. Routes, jobs and listeners are called with their tenant bound;
 * the stable calendar routes are not. A new thread has no tenant: use {@link #executor}.
 */
public interface Tenancy {
  /** The bound tenant; throws {@link IllegalStateException} when none is. */
  TenantId current();

  <T> T in(TenantId tenant, Callable<T> work);

  default void run(TenantId tenant, Runnable work) {
    in(
        tenant,
        () -> {
          work.run();
          return true;
        });
  }

  /** Virtual threads that carry the submitter's tenant. Core closes it. */
  ExecutorService executor();
}
