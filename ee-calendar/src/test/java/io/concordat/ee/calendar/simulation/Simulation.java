package io.concordat.ee.calendar.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** Seed after seed in one installation. The same seed is the same history, whoever came before. */
final class Simulation implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long REHEARSAL = 0;
  private static final int EVERY = 10;

  private final Site site;
  private final List<Long> millis = new ArrayList<>();
  private final List<Failed> failed = new ArrayList<>();
  private int steps;
  private int acts;
  private int faults;
  private int writes;
  private int kills;
  private int lost;
  private int repeated;
  private int delivered;

  /** Of all calls of ports: equal for equal histories. */
  private final CRC32 trace = new CRC32();

  /** A seed that did not end well. */
  record Failed(long seed, String oracle, String why, List<String> told) {
    String replay() {
      return "./concordat simulate --seed " + seed;
    }

    @Override
    public String toString() {
      return replay() + "\n  " + why + "\n  " + String.join("\n  ", told);
    }
  }

  Simulation() {
    Dice.install();
    site = new Site();
    // What happens only once in a process has happened then.
    story(Variant.RIGHT, REHEARSAL);
    trace.reset();
  }

  List<Failed> failed() {
    return failed;
  }

  void run(long first, int count) {
    for (long seed = first; seed < first + count; seed++) {
      long began = System.nanoTime();
      story(Variant.RIGHT, seed).ifPresent(this::fail);
      millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
      if (millis.size() % EVERY == 0) {
        progress("%d seeds, %d failed".formatted(millis.size(), failed.size()));
      }
    }
  }

  private void fail(Failed one) {
    failed.add(one);
    progress(one.toString());
  }

  /** The first seed from there on that shows that something is wrong. */
  Optional<Failed> caught(Variant wrong, long first, int most) {
    for (long seed = first; seed < first + most; seed++) {
      Optional<Failed> found = story(wrong, seed);
      if (found.isPresent()) {
        progress(wrong + ": " + found.get().why() + " (seed " + seed + ")");
        return found;
      }
    }
    progress(wrong + " is not caught");
    return Optional.empty();
  }

  private Optional<Failed> story(Variant variant, long seed) {
    Dice.of(seed);
    var memory = new Memory();
    try {
      var story = new Story(site, memory, variant, seed);
      try {
        story.tell();
      } finally {
        count(story);
      }
      return Optional.empty();
    } catch (Wrong wrong) {
      return Optional.of(failed(seed, wrong.oracle, wrong, memory));
    } catch (RuntimeException broken) {
      return Optional.of(failed(seed, "exception", broken, memory));
    } finally {
      Dice.leave();
    }
  }

  private Failed failed(long seed, String oracle, RuntimeException why, Memory memory) {
    var told = new ArrayList<>(memory.told);
    for (StackTraceElement at : why.getStackTrace()) {
      if (at.getClassName().startsWith("io.concordat")) {
        told.add("at " + at);
      }
    }
    told.addAll(site.evidence());
    return new Failed(seed, oracle, why.toString(), told);
  }

  private void count(Story story) {
    steps += story.steps;
    acts += story.memory.acts();
    faults += story.faults;
    writes += story.deeds.written;
    kills += site.kills;
    lost += site.net.lost;
    repeated += site.net.repeated;
    delivered += site.net.delivered;
    trace.update(Long.toHexString(site.trace.getValue()).getBytes(StandardCharsets.US_ASCII));
  }

  /** For people who wait; a launcher shows it. */
  private static void progress(String line) {
    append("concordat.simulation.progress", line);
  }

  static void report(String line) {
    append("concordat.simulation.report", line);
  }

  private static void append(String property, String line) {
    String file = System.getProperty(property);
    if (file != null) {
      try {
        Files.writeString(
            Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One line. */
  String report() {
    ObjectNode report = JSON.createObjectNode().put("name", "simulate");
    report.put("seeds", millis.size()).put("failed", failed.size());
    report.put("steps", steps).put("acts", acts).put("writes", writes).put("faults", faults);
    report.put("kills", kills).put("placesOfDeath", site.deaths.size());
    report.put("noticesLost", lost).put("noticesRepeated", repeated);
    report.put("noticesDelivered", delivered);
    report.put("trace", Long.toHexString(trace.getValue()));
    List<Long> sorted = millis.stream().sorted().toList();
    report.put("medianMillis", sorted.get(sorted.size() / 2));
    report.put("slowestMillis", sorted.getLast());
    var list = report.putArray("replay");
    failed.forEach(one -> list.add(one.replay()));
    report(report.toString());
    return report.toString();
  }

  @Override
  public void close() {
    site.close();
  }
}
