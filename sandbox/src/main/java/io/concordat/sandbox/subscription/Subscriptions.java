package io.concordat.sandbox.subscription;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.fault.Faults;
import io.concordat.sandbox.graph.Changes;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.subscription.Notice.News;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** All subscriptions: their life, and the news of each change. */
public final class Subscriptions implements Changes, AutoCloseable {
  private final TwinClock clock;
  private final Agenda agenda;
  private final Delivery delivery;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Subscription> all = new ConcurrentHashMap<>();
  private final Map<String, Object> reminders = new ConcurrentHashMap<>();
  private volatile Limits limits = Limits.OUTLOOK;

  public Subscriptions(TwinClock clock, Faults faults) {
    this.clock = clock;
    this.agenda = new Agenda(clock);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(threads)
            .build();
    this.delivery = new Delivery(clock, faults, agenda, http);
    delivery.attach(this::find, this::lost);
  }

  public Limits limits() {
    return limits;
  }

  public void limits(Limits value) {
    limits = value;
  }

  public Pace pace() {
    return delivery.pace();
  }

  public void pace(Pace value) {
    delivery.pace(value);
  }

  public void reset() {
    all.clear();
    reminders.clear();
    agenda.clear();
    delivery.reset();
    limits = Limits.OUTLOOK;
  }

  Handshake handshake() {
    return new Handshake(http);
  }

  Instant now() {
    return clock.instant();
  }

  /** The subscription, if it lives. */
  Optional<Subscription> find(String id) {
    return Optional.ofNullable(all.get(id)).filter(this::lives);
  }

  private boolean lives(Subscription subscription) {
    return clock.instant().isBefore(subscription.expires());
  }

  List<Subscription> live() {
    all.values().removeIf(subscription -> !lives(subscription));
    return all.values().stream().sorted(Comparator.comparing(Subscription::id)).toList();
  }

  void put(Subscription subscription) {
    all.put(subscription.id(), subscription);
    remind(subscription);
  }

  /** The changed subscription, if it lives. */
  Optional<Subscription> change(String id, UnaryOperator<Subscription> change) {
    Optional<Subscription> changed =
        find(id)
            .flatMap(_ -> Optional.ofNullable(all.computeIfPresent(id, (_, s) -> change.apply(s))));
    changed.ifPresent(this::remind);
    return changed;
  }

  boolean remove(String id) {
    return find(id).isPresent() && all.remove(id) != null;
  }

  /** Asks the app to show itself once, some time before what it showed last ends. */
  private void remind(Subscription subscription) {
    Instant end = subscription.authorizedUntil();
    Duration left = Duration.between(clock.instant(), end);
    Duration half = left.dividedBy(2);
    Duration lead = limits.lead().compareTo(half) < 0 ? limits.lead() : half;
    Object turn = new Object();
    reminders.put(subscription.id(), turn);
    agenda.at(end.minus(lead), () -> remind(subscription.id(), turn));
  }

  /** Only the last reminder that was set holds, however often one token was shown. */
  private void remind(String id, Object turn) {
    if (reminders.remove(id, turn)) {
      find(id).ifPresent(s -> tell(s, new News.Lifecycle(Notice.Word.REAUTHORIZATION_REQUIRED)));
    }
  }

  @Override
  public void changed(Change change) {
    live().stream()
        .filter(subscription -> subscription.wants(change))
        .forEach(subscription -> tell(subscription, new News.Changed(change)));
  }

  private void tell(Subscription subscription, News news) {
    byte[] id = new byte[12];
    random.nextBytes(id);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    delivery.offer(new Notice(text, subscription, news, clock.instant(), 0));
  }

  private void lost(Notice notice) {
    switch (notice.news()) {
      case News.Changed _ when pace().missedAfterLoss() ->
          find(notice.subscription().id())
              .ifPresent(s -> tell(s, new News.Lifecycle(Notice.Word.MISSED)));
      case News.Changed _, News.Lifecycle _ -> {}
    }
  }

  /** What Graph says of itself when an account's grants end: nothing is delivered from now on. */
  public void revoked(String userId) {
    live().stream()
        .filter(subscription -> subscription.owner().userId().equals(userId))
        .forEach(subscription -> pause(subscription.id()));
  }

  private void pause(String id) {
    reminders.remove(id);
    Instant now = clock.instant();
    Optional.ofNullable(all.computeIfPresent(id, (_, s) -> s.until(s.expires(), now)))
        .ifPresent(s -> tell(s, new News.Lifecycle(Notice.Word.REAUTHORIZATION_REQUIRED)));
  }

  /**
   * Lets Graph say something about subscriptions, of one account or one of them; {@code
   * subscriptionRemoved} removes them, also in silence, and {@code pause} ends their authorization.
   */
  public ObjectNode lifecycle(ObjectNode body, Optional<String> userId) {
    Notice.Word word = Notice.Word.of(Json.text(body, "event").orElse(""));
    Optional<String> id = Json.text(body, "subscriptionId");
    List<Subscription> chosen =
        live().stream()
            .filter(s -> id.filter(wanted -> !wanted.equals(s.id())).isEmpty())
            .filter(s -> userId.filter(wanted -> !wanted.equals(s.owner().userId())).isEmpty())
            .toList();
    boolean silent = !body.path("notify").asBoolean(true);
    boolean pause = body.path("pause").asBoolean(false);
    chosen.forEach(subscription -> suffer(subscription, word, silent, pause));
    return Json.object().put("count", chosen.size());
  }

  private void suffer(Subscription subscription, Notice.Word word, boolean silent, boolean pause) {
    if (pause) {
      reminders.remove(subscription.id());
      all.computeIfPresent(subscription.id(), (_, s) -> s.until(s.expires(), clock.instant()));
    }
    if (word == Notice.Word.SUBSCRIPTION_REMOVED) {
      all.remove(subscription.id());
    }
    if (!silent) {
      tell(subscription, new News.Lifecycle(word));
    }
  }

  /** The live subscriptions, for the control API. */
  public ObjectNode json() {
    ArrayNode items = Json.array();
    live().forEach(subscription -> items.add(subscription.described()));
    ObjectNode json = Json.object();
    json.set("items", items);
    return json;
  }

  public ObjectNode deliveries() {
    return delivery.json();
  }

  /** When something falls due. */
  public Optional<Instant> next() {
    return agenda.next();
  }

  /** Waits until everything that is due has been told or has failed; false if it takes too long. */
  public boolean settle(Duration longest) {
    try {
      return agenda.settle(longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    agenda.close();
    threads.shutdownNow();
    http.shutdownNow();
  }
}
