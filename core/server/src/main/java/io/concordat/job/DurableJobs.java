package io.concordat.job;

import io.concordat.spi.job.Jobs;
import io.concordat.spi.tenant.TenantId;
import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Requests for jobs, written straight into db-scheduler's table: one statement each. */
public final class DurableJobs implements Jobs {
  private final AcrossTenants.Reach reach;
  private final Pollers pollers;
  private final InstantSource clock;
  private volatile Runnable due = () -> {};

  public DurableJobs(AcrossTenants across, Pollers pollers, InstantSource clock) {
    this.reach = across.because("the job table holds jobs of all tenants");
    this.pollers = pollers;
    this.clock = clock;
  }

  /** What to call when a job that is due now was asked for. */
  void onDue(Runnable wake) {
    due = wake;
  }

  @Override
  public void request(String type, TenantId tenant, String instance, Instant at) {
    int changed =
        reach.call(
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into scheduled_tasks as t
                          (task_name, task_instance, execution_time, picked, version)
                        values (:type, :instance, :at, false, 1)
                        on conflict (task_name, task_instance) do update
                        set execution_time = excluded.execution_time, version = t.version + 1
                        where not t.picked and t.execution_time > excluded.execution_time""")
                    .bind("type", type)
                    .bind("instance", new Instance(tenant, instance).stored())
                    .bind("at", at.atOffset(ZoneOffset.UTC))
                    .execute());
    if (changed == 1 && !at.isAfter(clock.instant())) {
      due.run();
    }
  }

  @Override
  public void requestAll(String type, Instant first, Duration apart) {
    reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    update scheduled_tasks t
                    set execution_time = least(t.execution_time, w.at), version = t.version + 1
                    from (
                      select task_instance,
                        :first + (row_number() over (order by task_instance) - 1)
                          * :apart * interval '1 millisecond' as at
                      from scheduled_tasks where task_name = :type and not picked) as w
                    where t.task_name = :type and t.task_instance = w.task_instance
                      and not t.picked""")
                .bind("type", type)
                .bind("first", first.atOffset(ZoneOffset.UTC))
                .bind("apart", apart.toMillis())
                .execute());
    if (!first.isAfter(clock.instant())) {
      due.run();
    }
  }

  @Override
  public void cancel(String type, TenantId tenant, String instance) {
    reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from scheduled_tasks
                    where task_name = :type and task_instance = :instance and not picked""")
                .bind("type", type)
                .bind("instance", new Instance(tenant, instance).stored())
                .execute());
  }

  @Override
  public void wake(String poller) {
    pollers.wake(poller);
  }

  /** Jobs that should have begun by now; for the meters. */
  public long overdue() {
    Instant now = clock.instant();
    return reach.call(
        handle ->
            handle
                .createQuery(
                    "select count(*) from scheduled_tasks where not picked and execution_time <= :now")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .one());
  }

  /** For how many seconds the job that waits longest could have run; for the meters. */
  public double late() {
    Instant now = clock.instant();
    Instant oldest =
        reach.call(
            handle ->
                handle
                    .createQuery(
                        """
                        select coalesce(min(execution_time), :now) from scheduled_tasks
                        where not picked and execution_time <= :now""")
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .mapTo(OffsetDateTime.class)
                    .one()
                    .toInstant());
    return Duration.between(oldest, now).toMillis() / 1_000.0;
  }

  /**
   * Frees the jobs that a killed process was running. Only where no other process can be running
   * any: the embedded database.
   */
  public int freeAll() {
    return reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    update scheduled_tasks
                    set picked = false, picked_by = null, last_heartbeat = null,
                      version = version + 1
                    where picked""")
                .execute());
  }
}
