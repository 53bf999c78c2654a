package io.concordat.ee.calendar.plan;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.sync.Rehearsal;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Route;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.tenant.Tx;
import java.util.List;
import java.util.UUID;

/** Puts plans together. */
public record Plans(
    PluginContext core, ProviderRows providers, Rehearsal rehearsal, Reach reach, Asking asking) {
  /** Asks for a run; its id. */
  @FunctionalInterface
  public interface Asking {
    UUID run(Tx tx, Provider provider, boolean full);
  }

  public List<Route> routes() {
    return new PlanRoutes(core, reach).routes();
  }

  public JobHandler job() {
    return new Planner(core, providers, rehearsal, asking);
  }
}
