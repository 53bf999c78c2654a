package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.sync.Calendars;
import io.concordat.ee.calendar.sync.Errand;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Route;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Puts clean-ups together.
 *
 * @param width how many deletes may be open at once
 */
public record Cleanups(
    PluginContext core, ProviderRows providers, MappingRows mappings, ToIntFunction<Brand> width) {
  public List<Route> routes(Reach reach, Wake wake) {
    return new CleanupRoutes(core, providers, reach, wake).routes();
  }

  public Errand errand(Calendars calendars) {
    return new Cleaner(core, calendars, providers, mappings, width);
  }
}
