package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.conflict.Names;
import io.concordat.ee.calendar.event.Field;
import io.concordat.ee.calendar.event.Field.Master;
import io.concordat.ee.calendar.reconcile.ThreeWay.Strand;
import io.concordat.spi.page.Words;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.Recurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.When;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Contents in a visitor's words.
 *
 * @param masked texts are withheld, because it is somebody else's and private
 */
record Said(Words words, boolean masked) {
  private static final String NOTHING = "–";

  String label(Strand strand) {
    return strand.fields().stream()
        .filter(Field.Slot.class::isInstance)
        .map(Field.Slot.class::cast)
        .findFirst()
        .filter(slot -> strand.fields().size() == 1)
        .map(slot -> words.t("conflicts.field.occurrence", slot(slot.id())))
        .orElseGet(() -> words.t("conflicts.field." + Names.of(strand)));
  }

  String value(EntryContent content, Strand strand) {
    return strand.fields().size() == 1
        ? value(content, strand.fields().iterator().next())
        : time(content);
  }

  private String value(EntryContent content, Field field) {
    return switch (field) {
      case Field.Slot(var id) -> occurrence(Optional.ofNullable(content.exceptions().get(id)));
      case Master master -> master(content, master);
    };
  }

  private String master(EntryContent content, Master master) {
    return switch (master) {
      case TITLE -> title(content);
      case NOTES -> text(content.notes());
      case LOCATION -> text(content.location());
      case WHEN, RECURRENCE -> time(content);
      case PRIVATE -> words.t(content.isPrivate() ? "conflicts.private" : "conflicts.public");
      case STATUS ->
          words.t("conflicts.status." + content.status().name().toLowerCase(Locale.ROOT));
    };
  }

  String title(EntryContent content) {
    if (masked) {
      return words.t("conflicts.busy");
    }
    return content.title().isBlank() ? words.t("calendar.untitled") : content.title();
  }

  private String text(String text) {
    if (masked) {
      return words.t("conflicts.withheld");
    }
    return text.isBlank() ? NOTHING : text;
  }

  /** Start, end, zone and rule. */
  String time(EntryContent content) {
    return when(content.when())
        + content.recurrence().map(rule -> " · " + rule(rule)).orElse("")
        + (content.exceptions().isEmpty()
            ? ""
            : " · " + words.t("conflicts.exceptions", content.exceptions().size()));
  }

  private String when(When when) {
    return switch (when) {
      case When.AllDay(var start, var end) -> Texts.days(words, start, end.minusDays(1));
      case When.Timed timed ->
          Texts.span(words, timed.start().toInstant(), timed.end().toInstant());
    };
  }

  private String rule(Recurrence rule) {
    return words.t(
        "conflicts.repeats",
        rule.rules().stream().map(new RuleSaid(words)::of).collect(Collectors.joining("; ")));
  }

  private String occurrence(Optional<Occurrence> occurrence) {
    return occurrence
        .map(
            one ->
                switch (one) {
                  case Occurrence.Cancelled() -> words.t("conflicts.cancelled");
                  case Occurrence.Changed changed -> changed(changed);
                })
        .orElseGet(() -> words.t("conflicts.as.rule"));
  }

  private String changed(Occurrence.Changed changed) {
    String title = masked ? words.t("conflicts.busy") : changed.title();
    return (title.isBlank() ? words.t("calendar.untitled") : title) + " · " + when(changed.when());
  }

  private String slot(RecurrenceId id) {
    return words.date(id.wall().toLocalDate());
  }
}
