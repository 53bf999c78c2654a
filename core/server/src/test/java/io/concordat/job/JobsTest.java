package io.concordat.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.app.Statements;
import io.concordat.app.TestClock;
import io.concordat.spi.job.JobHandler;
import io.concordat.spi.job.JobHandler.Outcome;
import io.concordat.spi.job.Poller;
import io.concordat.spi.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job runs when it is due, once at a time, with its tenant, and again until it succeeds. */
final class JobsTest {
  private final TestClock clock = new TestClock();
  private final GroundFixture fixture = GroundFixture.open(clock);
  private final TenantId tenant = fixture.tenant("ours");
  private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
  private final DurableJobs jobs = fixture.ground().jobs();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A handler of the type {@code t}. */
  private record Handler(Function<String, Outcome> work) implements JobHandler {
    @Override
    public String type() {
      return "t";
    }

    @Override
    public Outcome run(TenantId tenant, String instance) {
      return work.apply(instance);
    }
  }

  @Test
  void a_due_job_runs_with_its_tenant_and_is_gone() {
    JobRunner runner =
        runner(
            instance -> {
              assertEquals(tenant, fixture.ground().tenancy().current());
              return finished(instance);
            });
    request("a:b/c", Duration.ZERO);
    runner.crank();
    runner.crank();
    assertEquals(List.of("a:b/c"), List.copyOf(ran));
    assertEquals(List.of(), dueTimes());
  }

  @Test
  void it_does_not_run_before_its_time() {
    JobRunner runner = runner(this::finished);
    request("a", Duration.ofMinutes(1));
    runner.crank();
    assertEquals(List.of(), List.copyOf(ran));
    clock.advance(Duration.ofMinutes(1));
    runner.crank();
    assertEquals(List.of("a"), List.copyOf(ran));
  }

  @Test
  void a_second_request_moves_it_to_an_earlier_time_only() {
    JobRunner runner = runner(this::finished);
    request("a", Duration.ofMinutes(10));
    request("a", Duration.ofMinutes(20));
    request("a", Duration.ofMinutes(1));
    request("a", Duration.ofMinutes(5));
    assertEquals(1, dueTimes().size());
    clock.advance(Duration.ofMinutes(1));
    runner.crank();
    assertEquals(List.of("a"), List.copyOf(ran));
  }

  @Test
  void again_means_again() {
    AtomicInteger times = new AtomicInteger();
    JobRunner runner =
        runner(
            instance -> {
              ran.add(instance);
              return times.incrementAndGet() < 3
                  ? new Outcome.Again(clock.instant().plusSeconds(30))
                  : new Outcome.Finished();
            });
    request("a", Duration.ZERO);
    for (int i = 0; i < 5; i++) {
      runner.crank();
      clock.advance(Duration.ofSeconds(30));
    }
    assertEquals(3, ran.size());
  }

  @Test
  void a_failure_is_tried_again_later_and_later() {
    JobRunner runner =
        runner(
            instance -> {
              ran.add(instance);
              throw new IllegalStateException("not today");
            });
    request("a", Duration.ZERO);
    runner.crank();
    runner.crank();
    assertEquals(1, ran.size());
    clock.advance(Duration.ofSeconds(1));
    runner.crank();
    clock.advance(Duration.ofSeconds(1));
    runner.crank();
    assertEquals(2, ran.size());
    clock.advance(Duration.ofSeconds(1));
    runner.crank();
    assertEquals(3, ran.size());
    assertEquals(Duration.ofMinutes(5), JobTasks.delay(1_000));
  }

  @Test
  void cancel_forgets_it() {
    JobRunner runner = runner(this::finished);
    request("a", Duration.ZERO);
    jobs.cancel("t", tenant, "a");
    runner.crank();
    assertEquals(List.of(), List.copyOf(ran));
  }

  @Test
  void a_request_during_the_run_changes_nothing_and_cancels_nothing() {
    JobRunner runner =
        runner(
            instance -> {
              jobs.request("t", tenant, instance, clock.instant());
              jobs.cancel("t", tenant, instance);
              return finished(instance);
            });
    request("a", Duration.ZERO);
    runner.crank();
    runner.crank();
    assertEquals(List.of("a"), List.copyOf(ran));
  }

  @Test
  void two_tenants_may_name_their_jobs_alike() {
    JobRunner runner = runner(this::finished);
    request("a", Duration.ZERO);
    jobs.request("t", fixture.tenant("other"), "a", clock.instant());
    runner.crank();
    runner.crank();
    assertEquals(List.of("a", "a"), List.copyOf(ran));
  }

  @Test
  void a_running_node_starts_a_requested_job_at_once_and_two_nodes_start_it_once()
      throws Exception {
    CountDownLatch done = new CountDownLatch(200);
    InstantSource real = InstantSource.system();
    Function<String, Outcome> work =
        instance -> {
          ran.add(instance);
          done.countDown();
          return new Outcome.Finished();
        };
    DurableJobs here =
        new DurableJobs(fixture.ground().across(), new Pollers(fixture.ground().meters()), real);
    try (JobRunner one = runner(here, real, work);
        JobRunner two =
            runner(
                new DurableJobs(
                    fixture.ground().across(), new Pollers(fixture.ground().meters()), real),
                real,
                work)) {
      one.start(4);
      two.start(4);
      long start = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        here.request("t", tenant, "job-" + i, real.instant());
      }
      assertTrue(done.await(20, TimeUnit.SECONDS));
      System.err.printf("200 jobs in %d ms%n", (System.nanoTime() - start) / 1_000_000);
    }
    assertEquals(200, ran.size());
    assertEquals(200, ran.stream().distinct().count());
  }

  @Test
  void jobs_of_a_killed_process_are_freed() {
    request("a", Duration.ofMinutes(-1));
    Statements.column(
        fixture,
        "update scheduled_tasks set picked = true, picked_by = 'dead' returning task_instance");
    JobRunner runner = runner(this::finished);
    runner.crank();
    assertEquals(List.of(), List.copyOf(ran));
    assertEquals(1, jobs.freeAll());
    runner.crank();
    assertEquals(List.of("a"), List.copyOf(ran));
  }

  @Test
  void a_poller_goes_on_after_a_failure_and_stops_when_told() throws Exception {
    CountDownLatch rounds = new CountDownLatch(2);
    Poller poller =
        new Poller(
            "p",
            Duration.ofMillis(1),
            () -> {
              rounds.countDown();
              throw new IllegalStateException("not today");
            });
    Pollers pollers = new Pollers(fixture.ground().meters());
    pollers.start(List.of(poller));
    assertTrue(rounds.await(5, TimeUnit.SECONDS));
    pollers.close();
    assertTrue(fixture.ground().meters().scrape().contains("concordat_poller_failures_total{"));
  }

  private Outcome finished(String instance) {
    ran.add(instance);
    return new Outcome.Finished();
  }

  private void request(String instance, Duration in) {
    jobs.request("t", tenant, instance, clock.instant().plus(in));
  }

  private List<Instant> dueTimes() {
    return Statements.column(fixture, "select to_json(execution_time)#>>'{}' from scheduled_tasks")
        .stream()
        .map(text -> OffsetDateTime.parse(text).toInstant())
        .toList();
  }

  private JobRunner runner(Function<String, Outcome> work) {
    return runner(jobs, clock, work);
  }

  private JobRunner runner(DurableJobs of, InstantSource time, Function<String, Outcome> work) {
    var ground = fixture.ground();
    return new JobRunner(
        ground.pool(), of, ground.tenancy(), List.of(new Handler(work)), time, ground.meters());
  }
}
