package io.concordat.job;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.meter.Meters;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.tenant.TenantGone;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The handlers as db-scheduler's tasks: with their tenant, a meter and a back-off. */
final class JobTasks {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);

  private static final String FAILURES = "concordat.job.failures";

  private final Tenancy tenancy;
  private final InstantSource clock;
  private final Meters meters;

  JobTasks(Tenancy tenancy, InstantSource clock, Meters meters) {
    this.tenancy = tenancy;
    this.clock = clock;
    this.meters = meters;
  }

  List<Task<?>> of(List<JobHandler> handlers) {
    return handlers.stream().<Task<?>>map(this::task).toList();
  }

  private Task<Void> task(JobHandler handler) {
    meters.expect(FAILURES, Map.of("type", handler.type()));
    return Tasks.custom(handler.type(), Void.class)
        .onFailure(backOff())
        .onDeadExecutionRevive()
        .execute((instance, context) -> run(handler, Instance.of(instance.getId())));
  }

  private CompletionHandler<Void> run(JobHandler handler, Instance instance) {
    var started = clock.instant();
    String outcome = "failed";
    try {
      JobHandler.Outcome next =
          tenancy.in(instance.tenant(), () -> handler.run(instance.tenant(), instance.name()));
      outcome = "ok";
      return completion(next);
    } catch (TenantGone gone) {
      return completion(new JobHandler.Outcome.Finished());
    } catch (RuntimeException bug) {
      meters.count(FAILURES, Map.of("type", handler.type()));
      throw bug;
    } finally {
      meters.record(
          "concordat.jobs",
          Map.of("type", handler.type(), "outcome", outcome),
          Duration.between(started, clock.instant()));
    }
  }

  private static CompletionHandler<Void> completion(JobHandler.Outcome outcome) {
    return switch (outcome) {
      case JobHandler.Outcome.Again again ->
          (complete, operations) -> operations.reschedule(complete, again.at());
      case JobHandler.Outcome.Finished finished -> (complete, operations) -> operations.remove();
    };
  }

  private FailureHandler<Void> backOff() {
    return (complete, operations) ->
        operations.reschedule(
            complete, clock.instant().plus(delay(complete.getExecution().consecutiveFailures)));
  }

  static Duration delay(int failuresBefore) {
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failuresBefore, 20));
    return wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY;
  }
}
