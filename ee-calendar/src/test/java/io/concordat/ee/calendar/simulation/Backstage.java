package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.TokenEndpoint;
import io.concordat.spi.Offer;
import io.concordat.spi.PluginContext;
import io.concordat.spi.calendar.CalendarSync;
import io.concordat.spi.channel.Channels;
import io.concordat.spi.channel.Channels.Hint;
import io.concordat.spi.event.Event;
import io.concordat.spi.event.OutboxListener;
import io.concordat.spi.job.Poller;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a wrong variant puts around the product, and what it remembers where it should not. */
final class Backstage implements Node.Stage {
  static final String FIXED = "default-client-state-of-everybody";

  private final Variant variant;
  private final Site site;
  private final Deeds deeds;
  private final Map<String, String> secrets = new HashMap<>();
  private final Map<String, Instant> lastRead = new HashMap<>();
  private final Map<String, Instant> edited = new HashMap<>();
  private final Set<String> resolved = new HashSet<>();
  private List<RemoteItem> remembered = List.of();
  private Owners owners = calendar -> Optional.empty();
  private InMemory memory = new InMemory();

  /** Whose a calendar is, once that is known. */
  interface Owners {
    Optional<Person> of(String calendar);
  }

  Backstage(Variant variant, Site site, Deeds deeds) {
    this.variant = variant;
    this.site = site;
    this.deeds = deeds;
  }

  void owners(Owners known) {
    owners = known;
  }

  @Override
  public RemoteCalendar calendar(RemoteCalendar real, String id) {
    RemoteCalendar watched = deeds.at(real, id);
    return variant == Variant.RIGHT ? watched : new Askew(watched, variant, this, id);
  }

  @Override
  public TokenEndpoint endpoint(TokenEndpoint real) {
    return variant == Variant.NEVER_REVOKED
        ? proxy(TokenEndpoint.class, (method, arguments) -> hiccup(real, method, arguments))
        : real;
  }

  private static Object hiccup(TokenEndpoint real, Method method, Object[] arguments)
      throws Throwable {
    try {
      return call(real, method, arguments);
    } catch (RemoteFault broken) {
      throw broken.fault() instanceof Fault.ReconnectRequired
          ? new RemoteFault(new Fault.Transient(Optional.empty()), "taken for something else")
          : broken;
    }
  }

  @Override
  public boolean idle() {
    return memory.idle();
  }

  @Override
  public PluginContext context(PluginContext core) {
    return switch (variant) {
      case SECRET_WHEN_PRESENT, FIXED_SECRET, DRAINS_ALL ->
          with(core, "channels", wrong(core.channels()));
      case ONE_KEY -> with(core, "secrets", new OneKey());
      default -> core;
    };
  }

  private static PluginContext with(PluginContext core, String port, Object wrong) {
    return proxy(
        PluginContext.class,
        (method, arguments) ->
            method.getName().equals(port) ? wrong : call(core, method, arguments));
  }

  /** Like a handler, without the proxy itself. */
  private interface Answer {
    Object to(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            Backstage.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answer.to(method, arguments == null ? new Object[0] : arguments)));
  }

  private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private Channels wrong(Channels real) {
    return proxy(
        Channels.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "open" -> {
                String id = (String) arguments[1];
                secrets.put(id, secret(id, (String) arguments[3]));
                arguments[3] = secrets.get(id);
                yield call(real, method, arguments);
              }
              case "touch" -> {
                arguments[1] = given((String) arguments[0], arguments[1]);
                yield call(real, method, arguments);
              }
              case "touchAll" -> real.touchAll(given((List<?>) arguments[0]));
              case "drained" -> {
                real.drained((Tx) arguments[0], drained(real, arguments));
                yield Optional.empty();
              }
              default -> call(real, method, arguments);
            });
  }

  private String secret(String channel, String real) {
    return variant == Variant.FIXED_SECRET && !channel.startsWith("wake-")
        ? channel + "." + FIXED
        : real;
  }

  private Object given(String channel, Object secret) {
    boolean absent = secret.equals(Optional.empty()) && variant == Variant.SECRET_WHEN_PRESENT;
    return absent ? Optional.ofNullable(secrets.get(channel)) : secret;
  }

  private List<Hint> given(List<?> hints) {
    var all = new ArrayList<Hint>();
    for (Object one : hints) {
      Hint hint = (Hint) one;
      Object secret = given(hint.channelId(), hint.secret());
      all.add(
          new Hint(hint.channelId(), ((Optional<?>) secret).map(String.class::cast), hint.care()));
    }
    return all;
  }

  /** Everything that is there by now, whenever it came. */
  private Collection<Channels.Mark> drained(Channels real, Object[] arguments) {
    Tx tx = (Tx) arguments[0];
    var all = new ArrayList<Channels.Mark>();
    for (Object one : (Collection<?>) arguments[1]) {
      all.add((Channels.Mark) one);
    }
    if (variant == Variant.DRAINS_ALL && !all.isEmpty()) {
      site.owner(tx, all.getFirst().channelId())
          .ifPresent(owner -> all.addAll(real.marks(tx, owner)));
      return newest(all);
    }
    return all;
  }

  private static Collection<Channels.Mark> newest(List<Channels.Mark> marks) {
    var newest = new HashMap<String, Channels.Mark>();
    marks.forEach(
        mark ->
            newest.merge(
                mark.channelId(), mark, (a, b) -> a.generation() > b.generation() ? a : b));
    return newest.values();
  }

  /** The same key for everybody. */
  private static final class OneKey implements Secrets {
    @Override
    public byte[] seal(Tx tx, String owner, String column, Secret clear) {
      return twisted(clear.reveal().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Secret open(Tx tx, String owner, String column, byte[] sealed) {
      return Secret.of(new String(twisted(sealed), StandardCharsets.UTF_8));
    }

    private static byte[] twisted(byte[] text) {
      byte[] twisted = text.clone();
      for (int i = 0; i < twisted.length; i++) {
        twisted[i] ^= 42;
      }
      return twisted;
    }
  }

  @Override
  public Offer offer(Offer offer) {
    memory = new InMemory();
    return switch (variant) {
      case NOTICE_IN_MEMORY ->
          memory
              .later(offer)
              .withCalendarSync(answering(offer.calendarSync().orElseThrow(), memory));
      case LISTENER_IN_MEMORY ->
          memory
              .later(offer)
              .withListeners(offer.listeners().stream().map(one -> hearing(one, memory)).toList());
      default -> offer;
    };
  }

  /** Work that a process knows of, and nobody else: it waits until the workers come round. */
  private static final class InMemory {
    private List<Runnable> next = List.of();
    private List<Runnable> later = new ArrayList<>();

    void add(Runnable work) {
      later.add(work);
    }

    boolean idle() {
      return next.isEmpty() && later.isEmpty();
    }

    private void round() {
      next.forEach(Runnable::run);
      next = later;
      later = new ArrayList<>();
    }

    Offer later(Offer offer) {
      var pollers = new ArrayList<>(offer.pollers());
      pollers.addFirst(new Poller("memory", Duration.ofSeconds(1), this::round));
      return offer.withPollers(pollers);
    }
  }

  private static CalendarSync answering(CalendarSync real, InMemory memory) {
    return proxy(
        CalendarSync.class,
        (method, arguments) -> {
          CalendarSync.Notice notice =
              arguments.length == 1 && arguments[0] instanceof CalendarSync.Notice one ? one : null;
          if (notice == null || notice.query().containsKey("validationToken")) {
            return call(real, method, arguments);
          }
          boolean google = method.getName().equals("googleWebhook");
          memory.add(
              google ? () -> real.googleWebhook(notice) : () -> real.microsoftWebhook(notice));
          return new CalendarSync.WebhookReply.Accepted(google ? 200 : 202);
        });
  }

  private OutboxListener hearing(OutboxListener real, InMemory memory) {
    return new OutboxListener() {
      @Override
      public String name() {
        return real.name();
      }

      @Override
      public Set<String> types() {
        return real.types();
      }

      @Override
      public void heard(TenantId tenant, List<Event> events) {
        memory.add(
            () ->
                site.within(
                    tenant,
                    () -> {
                      real.heard(tenant, events);
                      return true;
                    }));
      }
    };
  }

  Instant now() {
    return site.time.instant();
  }

  /** Somebody changed it there, at this time of the vendor's. */
  void edited(String remoteId, Instant vendors) {
    edited.put(remoteId, vendors);
  }

  boolean newer(String calendar, String remoteId) {
    Instant last = lastRead.getOrDefault(calendar, Instant.MIN);
    return edited.getOrDefault(remoteId, Instant.MAX).isAfter(last);
  }

  void read(String calendar) {
    lastRead.put(calendar, now());
  }

  List<RemoteItem> remembered(List<RemoteItem> items) {
    List<RemoteItem> before = remembered;
    remembered = items;
    return before.isEmpty() ? items : new ArrayList<>(before);
  }

  void resolved(String thing) {
    resolved.add(thing);
  }

  boolean justResolved(String thing) {
    return resolved.remove(thing);
  }

  void store(String calendar, String cursor) {
    owners
        .of(calendar)
        .ifPresent(
            who ->
                site.execute(
                    who.tenant,
                    "update calendar_providers set cursor = ? where id = ?",
                    cursor,
                    UUID.fromString(who.provider)));
  }

  void invite(String calendar, String remoteId) {
    owners.of(calendar).ifPresent(who -> who.diary().invite(remoteId));
  }
}
