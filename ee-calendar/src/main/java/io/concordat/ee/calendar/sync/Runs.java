package io.concordat.ee.calendar.sync;

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
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/** Puts a run together. */
public record Runs(
    PluginContext core,
    ProviderRows providers,
    MappingRows mappings,
    RunRows runs,
    Desk desk,
    Poll poll,
    BiFunction<Tx, Provider, Delivery> delivery,
    ToIntFunction<Brand> usualWidth) {
  /** Writes that may be open at once for one calendar, if the vendors' own numbers do not suit. */
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
    return new Run(core, providers, progress, runs, calendars, pull, push, ending, poll);
  }

  private ToIntFunction<Brand> width() {
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
