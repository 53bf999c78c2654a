package io.concordat.ee.calendar;

import io.concordat.ee.calendar.connect.Vendor;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/** The plugin as it is assembled, with vendors that somebody has dressed. */
public final class Assembled {
  private Assembled() {}

  /**
   * @param chance from 0 to 1
   */
  public static Offer offer(
      PluginContext core, UnaryOperator<Vendor> dress, DoubleSupplier chance) {
    var real = new Vendors(core);
    var dressed =
        new Vendors(
            core, dress.apply(real.of(Brand.GOOGLE)), dress.apply(real.of(Brand.MICROSOFT)));
    Offer offer = new Assembly(core, dressed, chance).offer();
    Runnable close = offer.close();
    return offer.withClose(
        () -> {
          close.run();
          real.close();
        });
  }
}
