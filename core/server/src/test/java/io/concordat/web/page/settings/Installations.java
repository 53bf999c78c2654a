package io.concordat.web.page.settings;

import io.concordat.spi.Offer;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import io.concordat.spi.google.GoogleConnections;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.FakePorts;
import io.concordat.web.Ports;
import io.concordat.web.WebFixture;
import java.util.List;

/** Both editions, without a vendor. */
public final class Installations {
  /** Goes through HTML and attributes. */
  public static final String HOSTILE = "\"><script>alert('x')</script>";

  private Installations() {}

  public static WebFixture community() {
    return new WebFixture(FakePorts.community());
  }

  public static WebFixture enterprise() {
    Ports ports =
        FakePorts.enterprise(
            new FakePorts.Sync(
                callback -> {
                  throw new AssertionError();
                },
                notice -> new WebhookReply.Accepted(200)),
            List.of());
    return new WebFixture(
        FakePorts.with(ports, "test-plugin", Offer.NOTHING.withGoogleConnections(new Two())));
  }

  /** Whoever asks has two connections. */
  private static final class Two implements GoogleConnections {
    @Override
    public int count(Tx tx) {
      return 2;
    }

    @Override
    public int disconnectAll(Tx tx, UserId by) {
      return 2;
    }
  }
}
