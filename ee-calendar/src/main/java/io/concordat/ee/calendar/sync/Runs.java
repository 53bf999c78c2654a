package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.Memory;
import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.spi.PluginContext;
import io.concordat.spi.tenant.Tx;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/**
 * Puts a run together.
 *
 * @param untold for calendars of which a sweep found what no notice had told of
 */
public record Runs(
    PluginContext core,
    ProviderRows providers,
    MappingRows mappings,
    RunRows runs,
    Desk desk,
    Poll poll,
    BiFunction<Tx, Provider, Delivery> delivery,
    BiConsumer<Tx, Provider> untold,
    ToIntFunction<Brand> usualWidth) {
  /** Writes that may be open at once for one calendar, if the vendors' own numbers do not suit. */
  private static final String WIDTH = "CONCORDAT_CALENDAR_WRITES_AT_ONCE";

  /** Copies that a calendar gets at once without anybody being asked. */
  private static final String CREATES = "CONCORDAT_CALENDAR_CREATES_AT_ONCE";

  private static final String USUAL_CREATES = "500";

  /** What runs and rehearsals have in common. */
  private record Parts(ProgressRows progress, Pull pull, Push push, Removals removals) {}

  /**
   * @param errand what a calendar's turn is also used for
   */
  public Run run(Calendars calendars, Errand errand) {
    Parts parts = parts();
    return new Run(
        core,
        providers,
        parts.progress(),
        runs,
        calendars,
        parts.pull(),
        parts.push(),
        parts.removals(),
        new Ending(
            core,
            providers,
            parts.progress(),
            runs,
            poll,
            delivery,
            untold,
            Memory.of(core::setting)),
        poll,
        errand);
  }

  public Rehearsal rehearsal(Calendars calendars) {
    Parts parts = parts();
    return new Rehearsal(
        core, providers, runs, calendars, parts.pull(), parts.push(), parts.removals());
  }

  private Parts parts() {
    var clock = core.clock();
    ExecutorService threads = core.tenancy().executor();
    var progress = new ProgressRows();
    var aside = new AsideRows();
    var dirty = new DirtyRows();
    var intake = new Intake(desk, mappings, aside, core.users(), clock);
    var gate = new Gate(core, mappings, creates());
    var pull =
        new Pull(
            intake,
            mappings,
            aside,
            progress,
            new Waiting(dirty, desk),
            gate,
            core.channels(),
            threads,
            clock);
    var push =
        new Push(
            dirty,
            desk,
            gate,
            new Answers(desk, gate, mappings, aside, clock),
            new Dispatch(threads, width()),
            progress,
            clock);
    return new Parts(progress, pull, push, new Removals(desk, gate, mappings, clock));
  }

  private int creates() {
    String text = core.setting(CREATES).map(String::strip).orElse(USUAL_CREATES);
    if (text.matches("[1-9]\\d{0,5}")) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(CREATES + " must be a number from 1 to 999999");
  }

  /** How many writes may be open at once for one calendar. */
  public ToIntFunction<Brand> width() {
    Optional<String> text = core.setting(WIDTH).map(String::strip);
    if (text.isEmpty()) {
      return usualWidth;
    }
    if (text.get().matches("[1-9]\\d?")) {
      int width = Integer.parseInt(text.get());
      return brand -> width;
    }
    throw new IllegalArgumentException(WIDTH + " must be a number from 1 to 99");
  }
}
