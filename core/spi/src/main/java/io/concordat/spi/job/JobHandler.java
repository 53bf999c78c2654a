package io.concordat.spi.job;

import io.concordat.spi.tenant.TenantId;
import java.time.Instant;

/** Runs the instances of one job type, with the tenant bound. */
public interface JobHandler {
  /** For example {@code calendar.run}. */
  String type();

  /**
   * May run twice after a crash, and very rarely on two nodes at once: guard commits by a fencing
   * token. An exception is logged and counted, and the job runs again after a back-off.
   */
  Outcome run(TenantId tenant, String instance) throws Exception;

  /** What happens next. */
  sealed interface Outcome {
    record Again(Instant at) implements Outcome {}

    record Finished() implements Outcome {}
  }
}
