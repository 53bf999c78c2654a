package io.concordat.dist.demo;

import io.concordat.dist.http.Surprise;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Calendars to load into the twin. */
final class Sample {
  private Sample() {}

  /** The technician's month that is shipped. */
  static String shipped() {
    try (InputStream in = Sample.class.getResourceAsStream("technician-month.ics")) {
      if (in == null) {
        throw new IllegalStateException("the sample calendar is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same events without guests: nobody else has copies of them. */
  static String alone(String ics) {
    return ics.replaceAll("(?im)^(ATTENDEE|ORGANIZER)[;:].*\\R([ \\t].*\\R)*", "");
  }

  /** A file of the user's; refused in one sentence when it is no calendar. */
  static String of(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Surprise("there is no file " + file);
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      String start = text.replace("\uFEFF", "").stripLeading().toUpperCase(Locale.ROOT);
      if (!start.startsWith("BEGIN:VCALENDAR") || !start.contains("END:VCALENDAR")) {
        throw new Surprise(
            file
                + " is not an iCalendar file: it must start with BEGIN:VCALENDAR and end with END:VCALENDAR");
      }
      return text;
    } catch (IOException e) {
      throw new Surprise(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
