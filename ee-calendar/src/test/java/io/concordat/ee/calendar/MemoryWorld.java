package io.concordat.ee.calendar;

import io.concordat.app.Ground;
import io.concordat.ee.calendar.connect.Apps;
import io.concordat.ee.calendar.connect.Vendor;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.remote.Offered;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteCalendars;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.ee.calendar.remote.TokenSource;
import io.concordat.ee.calendar.remote.Tokens;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Both vendors in memory, with the whole of their trouble. */
final class MemoryWorld implements LifeWorld {
  private static final Pattern STATE = Pattern.compile(".*[?&]state=([^&]+).*");
  private static final UUID PROFILE = UUID.randomUUID();

  private final LifeNet net;
  private final List<MemoryCalendar> calendars = new ArrayList<>();
  private Instant now;

  MemoryWorld(Instant start, Random random) {
    now = start;
    net = new LifeNet(random);
    for (int i = 0; i < 4; i++) {
      Brand brand = i % 2 == 0 ? Brand.MICROSOFT : Brand.GOOGLE;
      calendars.add(new MemoryCalendar("cal-" + i, brand, clock(), net));
    }
  }

  @Override
  public InstantSource clock() {
    return () -> now;
  }

  @Override
  public void forward(Instant to) {
    now = to;
  }

  @Override
  public List<String> addresses() {
    return List.of("https://one.example.org", "https://two.example.org");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Offer start(PluginContext core) {
    var vendors = new Vendors(core, vendor(Brand.GOOGLE), vendor(Brand.MICROSOFT));
    return new Assembly(core, vendors).offer();
  }

  private Vendor vendor(Brand brand) {
    RemoteCalendars open =
        new RemoteCalendars() {
          @Override
          public RemoteCalendar open(String calendar, TokenSource tokens) {
            return calendar(calendar);
          }

          @Override
          public List<Offered> offered(TokenSource tokens) {
            throw new UnsupportedOperationException("nobody chooses here");
          }
        };
    var holder =
        switch (brand) {
          case GOOGLE -> new Apps.Holder("app", Optional.empty(), Optional.empty());
          case MICROSOFT -> new Apps.Holder("app", Optional.of(PROFILE), Optional.of("directory"));
        };
    var app = new TokenEndpoint.App("app", Secret.of("s"), holder.directory());
    Apps apps = tx -> new Apps.Found.Ready(app, holder);
    return new Vendor(brand, apps, new Granting(), open, Delivery.PUSH, 2);
  }

  private MemoryCalendar calendar(String name) {
    return calendars.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** Everybody consents at once. */
  private final class Granting implements TokenEndpoint {
    @Override
    public URI authorizationUrl(
        App app, String redirectUri, String state, String challenge, Optional<String> hint) {
      return URI.create("https://sign.in/?state=" + state);
    }

    @Override
    public Exchanged exchange(App app, Secret code, Secret verifier, String redirectUri) {
      return new Exchanged.Granted(tokens());
    }

    private Tokens tokens() {
      return new Tokens(
          Secret.of("access"),
          now.plusSeconds(3_600),
          Optional.of(Secret.of("refresh")),
          Set.of(),
          Optional.empty());
    }

    @Override
    public Tokens refresh(App app, Secret refreshToken) {
      return tokens();
    }

    @Override
    public void revoke(Secret token) {}
  }

  @Override
  public List<LifeCalendar> calendars() {
    return List.copyOf(calendars);
  }

  @Override
  public void welcome(Ground ground, Tx tx) {}

  @Override
  public Map<String, String> consent(String url, LifeCalendar calendar) {
    var state = STATE.matcher(url);
    if (!state.matches()) {
      throw new IllegalStateException(url);
    }
    return Map.of("state", state.group(1), "code", "code");
  }

  @Override
  public Optional<Instant> next() {
    return net.next();
  }

  @Override
  public Map<String, String> deliver(LifeHouse house) {
    return net.deliver(house);
  }

  @Override
  public void repeat(LifeHouse house) {
    net.repeat(now);
  }

  @Override
  public boolean oneSky() {
    return false;
  }

  @Override
  public Optional<Duration> gust() {
    return Optional.empty();
  }

  @Override
  public String told() {
    return net.sent + " notices came, " + net.lost + " were lost";
  }

  @Override
  public String evidence() {
    return "";
  }

  @Override
  public void close() {}
}
