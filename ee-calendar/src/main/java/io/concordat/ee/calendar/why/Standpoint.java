package io.concordat.ee.calendar.why;

import io.concordat.ee.calendar.provider.Provider;
import java.time.Instant;
import java.util.Optional;

/**
 * How an entry stands in one calendar, judged from stored facts.
 *
 * @param state {@code synced}, {@code pending}, {@code conflict}, {@code held}, {@code refused},
 *     {@code stopped}, {@code left_out} or {@code blocked}
 * @param reason a stable code
 * @param next when it is tried again, if that is known
 * @param link where a person can do something about it; empty: nowhere
 */
record Standpoint(
    String state,
    Optional<String> reason,
    Optional<Instant> since,
    Optional<Instant> next,
    String link) {
  static final String ELSEWHERE = "shown_by_other_calendar";
  private static final String HELD = "would_notify_attendees";
  private static final String INVITED = "invitation_is_copy";
  private static final String DIRECTION = "not_carried_by_direction";
  private static final String GOING = "deletion_waits";
  private static final String OWN = "/profile/calendar";

  static Standpoint of(Provider provider, StandingRows.Found found) {
    return found
        .copy()
        .map(copy -> copied(provider, found, copy))
        .orElseGet(() -> uncopied(provider, found));
  }

  private static Standpoint copied(
      Provider provider, StandingRows.Found found, StandingRows.Stored copy) {
    if (copy.status().equals("conflict")) {
      return at("conflict", Optional.empty(), copy.since(), "/conflicts");
    }
    if (found.stop().isPresent()) {
      return stopped(found.stop().get());
    }
    String reason = copy.reason().orElse("");
    if (reason.equals(HELD)) {
      return at("held", copy.reason(), copy.since(), OWN);
    }
    if (reason.equals(GOING)) {
      return at("stopped", copy.reason(), copy.since(), OWN);
    }
    if (copy.status().equals("error") && copy.carried()) {
      return at("refused", copy.reason(), copy.since(), OWN);
    }
    if (copy.carried()) {
      return at(reason.isEmpty() ? "synced" : "left_out", copy.reason(), copy.since(), "");
    }
    return moving(provider, Optional.of(copy.since()));
  }

  private static Standpoint uncopied(Provider provider, StandingRows.Found found) {
    if (!provider.pushesOut()) {
      return leftOut(DIRECTION);
    }
    if (found.stop().isPresent()) {
      return stopped(found.stop().get());
    }
    if (found.invited()) {
      return leftOut(INVITED);
    }
    return found.elsewhere() && !provider.settings().outgoing().mirror()
        ? leftOut(ELSEWHERE)
        : moving(provider, Optional.empty());
  }

  private static Standpoint stopped(StandingRows.Stop stop) {
    return at("stopped", Optional.of("fuse_" + stop.kind()), stop.since(), OWN);
  }

  private static Standpoint leftOut(String reason) {
    return new Standpoint("left_out", Optional.of(reason), Optional.empty(), Optional.empty(), OWN);
  }

  private static Standpoint at(String state, Optional<String> reason, Instant since, String link) {
    return new Standpoint(state, reason, Optional.of(since), Optional.empty(), link);
  }

  /** It is to be carried; perhaps the calendar cannot. */
  private static Standpoint moving(Provider provider, Optional<Instant> since) {
    Optional<String> why = obstacle(provider);
    return new Standpoint(
        why.isPresent() ? "blocked" : "pending",
        why,
        why.isPresent() ? provider.trouble().at().or(() -> since) : since,
        provider.trouble().nextAttemptAt(),
        why.isPresent() ? OWN : "");
  }

  /** What keeps a calendar from being written to. */
  static Optional<String> obstacle(Provider provider) {
    if (!provider.settings().active()) {
      return Optional.of("disconnected");
    }
    return switch (provider.link().connection()) {
      case CONFIGURING -> Optional.of("configuring");
      case RECONNECT_REQUIRED -> Optional.of("reconnect_required");
      case APP_BROKEN -> provider.trouble().code().or(() -> Optional.of("app_broken"));
      case CONNECTED -> running(provider);
    };
  }

  private static Optional<String> running(Provider provider) {
    if (provider.settings().paused()) {
      return Optional.of("paused");
    }
    if (provider.waitsForPlan()) {
      return Optional.of("plan_first");
    }
    if (provider.trouble().failures() > 0) {
      return provider.trouble().code();
    }
    return provider.progress().importedAt().isEmpty() ? Optional.of("importing") : Optional.empty();
  }
}
