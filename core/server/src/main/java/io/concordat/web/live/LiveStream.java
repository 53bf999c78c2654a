package io.concordat.web.live;

import io.concordat.spi.event.Event;
import io.concordat.spi.page.LiveKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One page's server-sent events, as the bytes that the server reads. What waits for a slow reader
 * does not grow: the same change is told once, and too many ids become "any of them".
 */
final class LiveStream extends InputStream {
  private static final int MOST_IDS = 100;
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private final Set<String> permissions;
  private final Duration heartbeat;
  private final InstantSource clock;
  private final Consumer<LiveStream> left;
  private final Kinds kinds;

  /** By the words of their kinds. */
  private final Map<String, Set<UUID>> waiting = new LinkedHashMap<>();

  private final Set<String> any = new HashSet<>();
  private byte[] part = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);
  private int next;
  private boolean over;
  private Optional<Instant> waitsSince = Optional.empty();

  /**
   * @param left is told when nobody reads this any more
   */
  LiveStream(
      Set<String> permissions,
      Kinds kinds,
      Duration heartbeat,
      InstantSource clock,
      Consumer<LiveStream> left) {
    this.permissions = permissions;
    this.kinds = kinds;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.left = left;
  }

  Set<String> permissions() {
    return permissions;
  }

  synchronized void hear(List<Event> events) {
    events.forEach(event -> kinds.of(event).forEach(kind -> note(kind, event)));
    if (changed() && waitsSince.isEmpty()) {
      waitsSince = Optional.of(clock.instant());
    }
    notifyAll();
  }

  private void note(LiveKind kind, Event event) {
    Set<UUID> ids = waiting.computeIfAbsent(kind.word(), word -> new LinkedHashSet<>());
    Kinds.id(kind, event).ifPresentOrElse(ids::add, () -> any.add(kind.word()));
    if (ids.size() > MOST_IDS) {
      any.add(kind.word());
      ids.clear();
    }
  }

  private boolean changed() {
    return !waiting.isEmpty();
  }

  /** Nobody has fetched what waits since then. */
  synchronized boolean stalledSince(Instant then) {
    return waitsSince.filter(since -> since.isBefore(then)).isPresent();
  }

  /** The reader comes to an end. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] into, int from, int length) throws IOException {
    if (next == part.length) {
      await();
      part = over ? new byte[0] : news();
      next = 0;
    }
    if (over) {
      return -1;
    }
    int count = Math.min(length, part.length - next);
    System.arraycopy(part, next, into, from, count);
    next += count;
    return count;
  }

  private void await() throws IOException {
    long end = System.nanoTime() + heartbeat.toNanos();
    try {
      for (long rest = heartbeat.toMillis(); rest > 0 && !over && !changed(); ) {
        wait(rest);
        rest = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private byte[] news() {
    waitsSince = Optional.empty();
    if (!changed()) {
      return HEARTBEAT;
    }
    String text = waiting.keySet().stream().map(this::line).collect(Collectors.joining());
    waiting.clear();
    any.clear();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String line(String kind) {
    Set<UUID> ids = any.contains(kind) ? Set.of() : waiting.getOrDefault(kind, Set.of());
    String list =
        ids.stream().map(id -> '"' + id.toString() + '"').collect(Collectors.joining(","));
    return "event: change\ndata: {\"kind\":\"%s\",\"ids\":[%s]}\n\n".formatted(kind, list);
  }

  /** The connection is gone. */
  @Override
  public void close() {
    end();
    left.accept(this);
  }
}
