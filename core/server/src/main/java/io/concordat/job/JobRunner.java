package io.concordat.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.meter.Meters;
import io.concordat.spi.tenant.Tenancy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs the jobs that are due, on threads of this node or by hand. */
public final class JobRunner implements AutoCloseable {
  private static final Duration POLLING = Duration.ofMillis(500);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(15);
  private static final double FETCH_BELOW = 0.5;

  /** Jobs of a plugin that is away stay, for when it comes back. */
  private static final Duration UNKNOWN_JOBS = Duration.ofDays(3650);

  private final DataSource pool;
  private final DurableJobs jobs;
  private final InstantSource clock;
  private final List<Task<?>> tasks;
  private @Nullable Scheduler scheduler;

  public JobRunner(
      DataSource pool,
      DurableJobs jobs,
      Tenancy tenancy,
      List<JobHandler> handlers,
      InstantSource clock,
      Meters meters) {
    this.pool = pool;
    this.jobs = jobs;
    this.clock = clock;
    this.tasks = new JobTasks(tenancy, clock, meters).of(handlers);
    if (handlers.stream().map(JobHandler::type).distinct().count() != handlers.size()) {
      throw new IllegalArgumentException("two job handlers have one type");
    }
  }

  public synchronized void start(int threads) {
    Scheduler started =
        Scheduler.create(pool, tasks)
            .threads(threads)
            .pollUsingLockAndFetch(FETCH_BELOW, 1.0)
            .pollingInterval(POLLING)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .enableImmediateExecution()
            .deleteUnresolvedAfter(UNKNOWN_JOBS)
            .shutdownMaxWait(LONGEST_GOODBYE)
            .failureLogging(LogLevel.WARN, true)
            .clock(clock::instant)
            .build();
    started.start();
    jobs.onDue(started::triggerCheckForDueExecutions);
    scheduler = started;
  }

  /** By hand, on this thread: runs everything that is due now, once. */
  public void crank() {
    SettableClock now = new SettableClock();
    now.set(clock.instant());
    ManualScheduler manual = TestHelper.createManualScheduler(pool, tasks).clock(now).build();
    manual.runAnyDueExecutions();
  }

  /** Takes no new jobs, and waits for those that run, but not for ever. */
  @Override
  public synchronized void close() {
    if (scheduler != null) {
      jobs.onDue(() -> {});
      scheduler.stop();
      scheduler = null;
    }
  }
}
