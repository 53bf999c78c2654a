package io.concordat.sandbox.ics;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The recurrence lines of an event, in the form Google takes. */
final class Recurrence {
  private final Component event;
  private final Stamp start;
  private final Zones zones;

  Recurrence(Component event, Stamp start, Zones zones) {
    this.event = event;
    this.start = start;
    this.zones = zones;
  }

  /** Empty for a single event; exclusions alone make no series. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    rules("RRULE").forEach(lines::add);
    dates("RDATE").forEach(lines::add);
    if (!lines.isEmpty()) {
      rules("EXRULE").forEach(lines::add);
      dates("EXDATE").forEach(lines::add);
    }
    return lines;
  }

  private Stream<String> rules(String name) {
    return event.lines(name).stream().map(line -> name + ":" + rule(line));
  }

  private String rule(Line line) {
    List<String> parts = new ArrayList<>();
    for (String part : line.value().strip().toUpperCase(Locale.ROOT).split(";", -1)) {
      if (part.startsWith("UNTIL=")) {
        parts.add("UNTIL=" + Stamp.read(part.substring(6), line, zones).until(start));
      } else if (!part.isBlank() && !part.startsWith("X-")) {
        parts.add(part.strip());
      }
    }
    refuseSubDaily(parts);
    return String.join(";", parts);
  }

  private static void refuseSubDaily(List<String> parts) {
    Optional<String> freq = parts.stream().filter(part -> part.startsWith("FREQ=")).findFirst();
    if (freq.filter(f -> f.matches("FREQ=(HOURLY|MINUTELY|SECONDLY)")).isPresent()) {
      throw new Malformed("sub-daily recurrence " + freq.get(), NotHeld.Reason.SUB_DAILY);
    }
  }

  private Stream<String> dates(String name) {
    List<Stamp> stamps =
        event.lines(name).stream()
            .flatMap(line -> Stream.of(line.value().split(",", -1)).map(v -> stamp(v, line)))
            .toList();
    return stamps.stream()
        .collect(Collectors.groupingBy(this::prefix, java.util.LinkedHashMap::new, joined()))
        .entrySet()
        .stream()
        .map(group -> name + group.getKey() + ":" + group.getValue());
  }

  private static java.util.stream.Collector<Stamp, ?, String> joined() {
    return Collectors.mapping(Recurrence::value, Collectors.joining(","));
  }

  /** A period stands for its start. */
  private Stamp stamp(String text, Line line) {
    int slash = text.indexOf('/');
    return Stamp.read(slash < 0 ? text : text.substring(0, slash), line, zones).like(start);
  }

  private String prefix(Stamp stamp) {
    return switch (stamp) {
      case Stamp.Day _ -> ";VALUE=DATE";
      case Stamp.Wall(var _, var zone) -> zone.getId().equals("UTC") ? "" : ";TZID=" + zone.getId();
    };
  }

  private static String value(Stamp stamp) {
    return switch (stamp) {
      case Stamp.Day(var date) -> date.format(DateTimeFormatter.BASIC_ISO_DATE);
      case Stamp.Wall(var time, var zone) ->
          time.format(zone.getId().equals("UTC") ? Stamp.UTC : Stamp.LOCAL);
    };
  }
}
