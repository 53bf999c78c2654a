package io.concordat.ee.calendar;

import io.concordat.ee.calendar.MemoryCalendar.Channel;
import io.concordat.ee.calendar.provider.Brand;
import io.concordat.spi.calendar.CalendarSync.Notice;
import io.concordat.spi.calendar.CalendarSync.WebhookReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Collectors;

/** The way of notices to us: some are lost, some come twice, and none in order. */
final class LifeNet {
  /** On its way. */
  private record Letter(Instant due, Channel line, Brand brand, String lifecycle) {}

  private final Random random;
  private final PriorityQueue<Letter> letters =
      new PriorityQueue<>(Comparator.comparing(Letter::due));
  private final List<Letter> old = new ArrayList<>();
  int lost;
  int sent;

  LifeNet(Random random) {
    this.random = random;
  }

  /** Something changed in the calendar. */
  void changed(MemoryCalendar calendar) {
    calendar.channels().stream()
        .filter(line -> !line.paused)
        .forEach(line -> send(calendar, line, ""));
  }

  void send(MemoryCalendar calendar, Channel line, String lifecycle) {
    int copies = random.nextInt(10) < 3 ? 0 : random.nextInt(10) < 2 ? 2 : 1;
    lost += copies == 0 ? 1 : 0;
    for (int i = 0; i < copies; i++) {
      Instant due = calendar.now().plusMillis(random.nextInt(300_000));
      letters.add(new Letter(due, line, calendar.brand(), lifecycle));
    }
  }

  /** What is on its way does not arrive. */
  void lose(MemoryCalendar calendar) {
    lost += letters.size();
    letters.removeIf(letter -> calendar.channels().contains(letter.line()));
    lost -= letters.size();
  }

  /** Something old comes once more. */
  void repeat(Instant now) {
    if (!old.isEmpty()) {
      Letter letter = old.get(random.nextInt(old.size()));
      letters.add(new Letter(now, letter.line(), letter.brand(), letter.lifecycle()));
    }
  }

  Optional<Instant> next() {
    return Optional.ofNullable(letters.peek()).map(Letter::due);
  }

  /**
   * Delivers what is due now: Microsoft's all in one request.
   *
   * @return what was heard of which channel
   */
  Map<String, String> deliver(LifeHouse house) {
    var due = new ArrayList<Letter>();
    while (!letters.isEmpty() && !letters.element().due().isAfter(house.now())) {
      Letter letter = letters.remove();
      // Nobody lives at an old address.
      if (letter.line().callback.toString().startsWith(house.address() + "/")) {
        due.add(letter);
        old.add(letter);
        sent++;
      }
    }
    due.stream()
        .filter(letter -> letter.brand() == Brand.GOOGLE)
        .forEach(one -> google(house, one));
    var items = due.stream().filter(letter -> letter.brand() == Brand.MICROSOFT).toList();
    if (!items.isEmpty()) {
      graph(house, items);
    }
    return due.stream()
        .collect(
            Collectors.toMap(
                letter -> letter.line().key, Letter::lifecycle, (one, other) -> one + other));
  }

  private static void google(LifeHouse house, Letter letter) {
    var headers =
        Map.of(
            "x-goog-channel-id", letter.line().channel,
            "x-goog-channel-token", letter.line().token,
            "x-goog-resource-state", "exists");
    expect(house.port().googleWebhook(new Notice(headers, Map.of(), "")), 200);
  }

  private static void graph(LifeHouse house, List<Letter> letters) {
    String items = letters.stream().map(LifeNet::item).collect(Collectors.joining(","));
    String body = "{\"value\":[7,{\"clientState\":\"nobody.x\"}," + items + "]}";
    expect(house.port().microsoftWebhook(new Notice(Map.of(), Map.of(), body)), 202);
  }

  private static String item(Letter letter) {
    String what =
        letter.lifecycle().isEmpty()
            ? "\"changeType\":\"updated\""
            : "\"lifecycleEvent\":\"" + letter.lifecycle() + "\"";
    return """
        {"subscriptionId":"%s","clientState":"%s",%s}"""
        .formatted(letter.line().key, letter.line().token, what);
  }

  /** Channels that were forgotten long ago are refused; none of these is that old. */
  private static void expect(WebhookReply reply, int status) {
    if (!reply.equals(new WebhookReply.Accepted(status))) {
      throw new IllegalStateException(reply.toString());
    }
  }
}
