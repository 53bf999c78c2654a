package io.concordat.sandbox.canary;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every secret that this virtual machine has seen, the private titles of the running test class,
 * and where one of them was heard. Nobody needs to mark a secret: what is a {@code Secret} is one.
 */
public final class Canaries {
  /** What the product makes has a shape, also when another process made it. */
  private static final Pattern SHAPE = Pattern.compile("\\bcc[trs]_[A-Za-z0-9_-]{43}");

  private static final int SHORTEST_TITLE = 6;

  /** Typed as a password, it stays an address. */
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+\\.\\w+");

  private static final Pattern KEY_LINE = Pattern.compile("[A-Za-z0-9+/=]{40,}");

  private static final Needles SECRETS = new Needles();
  private static final Set<String> TITLES = ConcurrentHashMap.newKeySet();
  private static final ConcurrentLinkedQueue<String> FINDINGS = new ConcurrentLinkedQueue<>();
  private static final Map<String, AtomicLong> LISTENED = new ConcurrentHashMap<>();
  private static final AtomicLong KNOWN = new AtomicLong();

  private Canaries() {}

  /**
   * @param kind who made it
   */
  static void secret(String text, String kind) {
    if (text.length() >= Needles.SHORTEST && !ADDRESS.matcher(text).matches()) {
      KNOWN.incrementAndGet();
      var canary = new Canary(text, kind);
      SECRETS.add(canary);
      disguises(text).forEach(other -> SECRETS.add(canary.as(other)));
    }
  }

  /** In an address; and the lines of a key file, however its line ends are written. */
  private static Stream<String> disguises(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    Stream<String> lines =
        text.contains("-----BEGIN")
            ? KEY_LINE.matcher(text).results().map(MatchResult::group)
            : Stream.empty();
    return Stream.concat(Stream.of(encoded), lines).filter(other -> !other.equals(text));
  }

  static void title(String text) {
    if (text.length() >= SHORTEST_TITLE) {
      TITLES.add(text);
    }
  }

  /** Something that must contain no secret. */
  public static void hear(Channel channel, String where, String text) {
    hear(channel, where, text, _ -> Leave.NEVER);
  }

  /** How often a secret may be told somewhere. */
  enum Leave {
    NEVER,
    ONCE,
    ALWAYS
  }

  /**
   * @param leave of a kind of secrets
   */
  static void hear(Channel channel, String where, String text, Function<String, Leave> leave) {
    LISTENED.computeIfAbsent(channel.name(), _ -> new AtomicLong()).incrementAndGet();
    SECRETS.search(
        text, canary -> found(canary, channel + " " + where, leave.apply(canary.kind())));
  }

  private static void found(Canary canary, String where, Leave leave) {
    switch (leave) {
      case NEVER -> FINDINGS.add("a secret of " + canary.kind() + " in " + where);
      case ONCE -> {
        if (canary.shown().getAndIncrement() > 0) {
          FINDINGS.add("a second time a secret of " + canary.kind() + " in " + where);
        }
      }
      case ALWAYS -> {}
    }
  }

  /** What a process of ours answered: what it made itself is known by its shape only. */
  static void hearProcess(String place, String text) {
    boolean shows = Allowed.assembled(place);
    hear(Channel.REPLY, place, text, _ -> shows ? Leave.ONCE : Leave.NEVER);
    if (!shows) {
      hearShapes(Channel.REPLY, place, text);
    }
  }

  public static void hearShapes(Channel channel, String where, String text) {
    if (SHAPE.matcher(text).find()) {
      FINDINGS.add("something shaped like a secret in " + channel + " " + where);
    }
  }

  /** Something that must not tell private matters either. */
  static void hearTitles(Channel channel, String where, String text) {
    TITLES.stream()
        .filter(text::contains)
        .forEach(_ -> FINDINGS.add("a private title in " + channel + " " + where));
  }

  /** What was heard since it was asked the last time. */
  public static List<String> take() {
    var found = new TreeSet<String>();
    for (String next = FINDINGS.poll(); next != null; next = FINDINGS.poll()) {
      found.add(next);
    }
    TITLES.clear();
    return new ArrayList<>(found);
  }

  static String summary() {
    return KNOWN + " secrets, listened: " + LISTENED;
  }
}
