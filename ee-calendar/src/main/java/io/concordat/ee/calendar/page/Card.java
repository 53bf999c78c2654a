package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.provider.Delivery;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.Shown;
import io.concordat.ee.calendar.provider.State;
import io.concordat.ee.calendar.sync.RecentRows.Recent;
import io.concordat.spi.page.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One calendar as its owner sees it.
 *
 * @param runs the youngest, oldest first
 * @param every how often it is read without being told
 * @param cleaning what it was, or is being, cleaned of
 */
public record Card(
    Shown shown, List<Recent> runs, Optional<Duration> every, Optional<Cleaning> cleaning) {
  private static final List<String> STATUSES = List.of("synced", "pending", "conflict", "error");

  public Card {
    runs = List.copyOf(runs);
  }

  /** What the owner has to do before it can sync. */
  public enum Step {
    NONE,
    AUTHORIZE,
    CHOOSE,
    RECONNECT,
    RESUME
  }

  public UUID id() {
    return shown.provider().id();
  }

  /** Of its elements, with a part after it. */
  public String element(String part) {
    return "calendar-" + id() + "-" + part;
  }

  public String rest(String below) {
    return "/api/v1/calendar/providers/" + id() + below;
  }

  public Provider provider() {
    return shown.provider();
  }

  public String name() {
    return provider().settings().name();
  }

  public State state() {
    return shown.state();
  }

  public Step step() {
    return switch (state()) {
      case CONFIGURING ->
          shown.complete() && provider().calendar().isEmpty() ? Step.CHOOSE : Step.AUTHORIZE;
      case RECONNECT_REQUIRED -> Step.RECONNECT;
      case PAUSED, DISCONNECTED -> Step.RESUME;
      case CONNECTED, IMPORTING, DELAYED, RATE_LIMITED, DEGRADED, ERROR -> Step.NONE;
    };
  }

  /** Whether the consent holds. */
  public boolean authorized() {
    return shown.complete()
        && provider().link().connection() != Provider.Connection.RECONNECT_REQUIRED;
  }

  public boolean runnable() {
    return provider().runnable();
  }

  /** Whether what was written there can be removed now. */
  public boolean cleanable() {
    return provider().reachable()
        && provider().calendar().isPresent()
        && cleaning().filter(one -> one.busy() || one.ready()).isEmpty();
  }

  /** Whether it waits for a plan when it is resumed. */
  public boolean waitsAgain() {
    return provider().settings().paused() && provider().waitsForPlan();
  }

  /** Bootstrap's colour of the state. */
  public String tone() {
    return switch (state()) {
      case CONNECTED -> "success";
      case IMPORTING -> "info";
      case DELAYED, RATE_LIMITED, DEGRADED -> "warning";
      case RECONNECT_REQUIRED, ERROR -> "danger";
      case CONFIGURING, PAUSED, DISCONNECTED -> "secondary";
    };
  }

  public String stateName(Words words) {
    return words.t(
        asks().isPresent() ? "calendar.fuse.state" : "calendar.state." + state().stored());
  }

  /** What the state means here and what comes next, in words. */
  public String cause(Words words) {
    String said = provider().brand().said();
    return switch (state()) {
      case DELAYED, RATE_LIMITED, RECONNECT_REQUIRED, ERROR ->
          Texts.of(words, "calendar.trouble.", provider().trouble().code().orElse("other"), said);
      case CONFIGURING -> words.t("calendar.step." + step().name().toLowerCase(Locale.ROOT), said);
      case CONNECTED ->
          words.t(undecided() ? "calendar.state.connected.but" : "calendar.state.connected.text");
      case DEGRADED ->
          words.t(asks().isPresent() ? "calendar.fuse.cause" : "calendar.state.degraded.text");
      case PAUSED ->
          words.t(
              provider().settings().paused()
                  ? "calendar.state.paused.text"
                  : "calendar.state.paused.plan");
      case IMPORTING, DISCONNECTED -> words.t("calendar.state." + state().stored() + ".text", said);
    };
  }

  /** What a person has to answer before it goes on. */
  public Optional<State.Stopped> asks() {
    return shown.stopped().filter(one -> runnable());
  }

  /** The question, in words. */
  public String question(Words words) {
    return asks()
        .map(
            one ->
                words.t(
                    "calendar.fuse." + one.kind().stored(),
                    one.amount(),
                    provider().brand().calendar()))
        .orElse("");
  }

  /** What is done when somebody says yes. */
  public String answer(Words words) {
    return asks()
        .map(one -> words.t("calendar.fuse.go." + one.kind().stored(), one.amount()))
        .orElse("");
  }

  /** Whether a yes takes something away. */
  public boolean deletes() {
    return asks()
        .filter(
            one ->
                switch (one.kind()) {
                  case MASS_DELETE_HERE, MASS_DELETE_THERE, SHORT_LISTING -> true;
                  case MASS_CREATE, MASS_MAIL, LOOP -> false;
                })
        .isPresent();
  }

  /** Whose calendar it is there; ids that only machines read are left out. */
  public Optional<String> address() {
    return provider()
        .calendar()
        .filter(id -> id.contains("@") && !id.endsWith("@group.calendar.google.com"));
  }

  /** Somebody has to decide about some entries. */
  private boolean undecided() {
    return count("conflict") + shown.held() > 0;
  }

  /** The code of what is wrong, for whoever is asked for help. */
  public Optional<String> code() {
    return switch (state()) {
      case DELAYED, RATE_LIMITED, RECONNECT_REQUIRED, ERROR -> provider().trouble().code();
      case CONFIGURING, CONNECTED, IMPORTING, DEGRADED, PAUSED, DISCONNECTED -> Optional.empty();
    };
  }

  public Optional<Instant> lastSync() {
    return provider().progress().lastSyncAt();
  }

  public Optional<Duration> lastTook() {
    return provider().progress().lastSyncTook();
  }

  /** When the vendor is asked next, if nothing happens before. */
  public Optional<Instant> next() {
    return runnable()
        ? provider().trouble().nextAttemptAt().or(() -> provider().progress().nextPollAt())
        : Optional.empty();
  }

  public String delivery(Words words) {
    return switch (shown.delivery()) {
      case PUSH -> words.t("calendar.delivery.push");
      case POLL ->
          every
              .map(interval -> words.t("calendar.delivery.poll", words.duration(interval)))
              .orElseGet(() -> words.t("calendar.delivery.asked"));
    };
  }

  public boolean pushed() {
    return shown.delivery() == Delivery.PUSH;
  }

  public long count(String status) {
    return shown.counts().getOrDefault(status, 0L);
  }

  /** How many entries are in which state, as far as there are any. */
  public String counts(Words words) {
    String some =
        STATUSES.stream()
            .filter(status -> count(status) > 0)
            .map(status -> words.t("calendar.count." + status, count(status)))
            .collect(Collectors.joining(", "));
    return some.isEmpty() ? words.t("calendar.count.none") : some;
  }

  /** Whether there is anything to tell of its syncs. */
  public boolean begun() {
    return state() != State.CONFIGURING;
  }

  /** Entries and events that need a look, or have a reason why they differ. */
  public long troubled() {
    return count("conflict") + count("error") + shown.held() + shown.blemishes().quarantined();
  }

  /** The run that goes on now; one that waits for its owner does not. */
  public Optional<UUID> running() {
    return runs.stream().filter(run -> runnable() && !run.over()).map(Recent::id).findFirst();
  }

  public Chart chart(Words words) {
    return Chart.of(runs, words);
  }
}
