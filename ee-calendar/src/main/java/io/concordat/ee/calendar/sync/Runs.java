package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.DirtyRows;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.spi.PluginContext;
import io.concordat.spi.tenant.Tx;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;

/** Puts a run together. */
public record Runs(
    PluginContext core,
    ProviderRows providers,
    MappingRows mappings,
    RunRows runs,
    Desk desk,
    Poll poll,
    BiFunction<Tx, UUID, Delivery> delivery) {
  /**
   * Writes that may be open at once for one calendar. Google grants a user 600 requests a minute;
   * two at once reach four times that at 50 ms each, so more only meets the limit sooner.
   */
  private static final String WIDTH = "CONCORDAT_CALENDAR_WRITES_AT_ONCE";

  public Run run(Calendars calendars) {
    var clock = core.clock();
    ExecutorService threads = core.tenancy().executor();
    var progress = new ProgressRows();
    var aside = new AsideRows();
    var dirty = new DirtyRows();
    var intake = new Intake(desk, mappings, aside, core.users(), clock);
    var pull =
        new Pull(
            intake,
            mappings,
            aside,
            progress,
            new Waiting(dirty, desk),
            core.channels(),
            threads,
            clock);
    var push =
        new Push(
            dirty,
            desk,
            new Answers(desk, mappings, aside, clock),
            new Dispatch(threads, width()),
            clock);
    var ending = new Ending(core, providers, progress, runs, poll, delivery);
    return new Run(core, providers, progress, runs, calendars, pull, push, ending);
  }

  private int width() {
    String text = core.setting(WIDTH).orElse("2").strip();
    if (text.matches("[1-9]\\d?")) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(WIDTH + " must be a number from 1 to 99");
  }
}
