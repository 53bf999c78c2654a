package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.cleanup.Cleanup;
import io.concordat.ee.calendar.cleanup.Cleanup.Sample;
import io.concordat.ee.calendar.cleanup.Cleanup.State;
import io.concordat.ee.calendar.cleanup.Stays;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.spi.page.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** A calendar's youngest clean-up, as long as it is of interest. */
public record Cleaning(Cleanup cleanup, Brand brand) {
  private static final Duration REMEMBERED = Duration.ofDays(1);

  /** What is wanted beyond what goes anyway. */
  public record Choice(String name, String text) {}

  /** Whether anybody still wants to see it. */
  boolean shown(Instant now) {
    return switch (cleanup.state()) {
      case LOOKING, RUNNING, STOPPING -> true;
      case READY -> cleanup.fresh(now);
      case STOPPED -> started() && recent(now);
      case COMPLETED, FAILED -> recent(now);
    };
  }

  private boolean recent(Instant now) {
    return cleanup.times().finished().filter(at -> at.plus(REMEMBERED).isAfter(now)).isPresent();
  }

  public UUID id() {
    return cleanup.id();
  }

  /** It goes on by itself, and what is shown of it grows old. */
  public boolean busy() {
    return switch (cleanup.state()) {
      case LOOKING, RUNNING, STOPPING -> true;
      case READY, COMPLETED, STOPPED, FAILED -> false;
    };
  }

  public boolean ready() {
    return cleanup.state() == State.READY;
  }

  public boolean started() {
    return cleanup.times().started().isPresent();
  }

  public boolean stoppable() {
    return cleanup.state() == State.LOOKING || cleanup.state() == State.RUNNING;
  }

  public boolean failed() {
    return cleanup.state() == State.FAILED;
  }

  public int total() {
    return cleanup.removed() + cleanup.left();
  }

  public String text(Words words) {
    return switch (cleanup.state()) {
      case LOOKING -> words.t("calendar.cleanup.looking");
      case READY -> ready(words);
      case RUNNING -> words.t("calendar.cleanup.progress", cleanup.removed(), cleanup.left());
      case STOPPING -> words.t("calendar.cleanup.stopping");
      case COMPLETED -> words.t("calendar.cleanup.completed", brand.calendar(), cleanup.removed());
      case STOPPED -> words.t("calendar.cleanup.stopped", cleanup.removed());
      case FAILED -> words.t("calendar.cleanup.failed", cleanup.removed());
    };
  }

  private String ready(Words words) {
    return anything()
        ? words.t("calendar.cleanup.found", brand.calendar(), cleanup.found().events())
        : words.t("calendar.cleanup.nothing", brand.calendar());
  }

  public boolean anything() {
    return cleanup.found().events() > 0;
  }

  /** What is in its way, in words. */
  public String trouble(Words words) {
    return cleanup
        .trouble()
        .code()
        .map(code -> Texts.of(words, "calendar.trouble.", code, brand.said()))
        .orElse("");
  }

  public List<Choice> choices(Words words) {
    var found = cleanup.found();
    String guests = brand.mailsGuests() ? "guests.mailed" : "guests.silent";
    return Stream.of(
            choice(words, "guests", guests, found.guests()),
            choice(words, "edited", "edited", found.edited()),
            choice(words, "unknown", "unknown", found.unknown()))
        .filter(one -> !one.text().isEmpty())
        .toList();
  }

  private Choice choice(Words words, String name, String text, int many) {
    return new Choice(
        name, many == 0 ? "" : words.t("calendar.cleanup.choice." + text, many, brand.said()));
  }

  /** How many stay, by why. */
  public List<String> stays(Words words) {
    return Arrays.stream(Stays.values())
        .filter(why -> cleanup.stays().getOrDefault(why, 0) > 0)
        .map(
            why ->
                words.t(
                    "calendar.cleanup.stays." + why.name().toLowerCase(Locale.ROOT),
                    cleanup.stays().getOrDefault(why, 0)))
        .toList();
  }

  public String title(Sample sample, Words words) {
    if (sample.isPrivate()) {
      return words.t("calendar.cleanup.private");
    }
    return sample.title().isBlank() ? words.t("calendar.untitled") : sample.title();
  }

  public String when(Sample sample, Words words) {
    return sample.start().contains("T")
        ? words.dateTime(OffsetDateTime.parse(sample.start()).toInstant())
        : words.date(LocalDate.parse(sample.start()));
  }
}
