package io.concordat.ee.calendar.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.spi.channel.Channels.Hint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphNoticesTest {
  private static String body(String... items) {
    return "{\"value\":[" + String.join(",", items) + "]}";
  }

  private static String change(String state) {
    return """
        {"id":"lsgTZMr9KwAAA","subscriptionId":"7f105c7d-2dc5-4530-97cd-4e7ae6534c07",
         "subscriptionExpirationDateTime":"2026-03-07T10:00:00Z","clientState":"%s",
         "changeType":"updated","resource":"Users/622eaaff/Events/AAMkADVxSAAA=",
         "tenantId":"84bd8158-6d4d-4958-8b9f-9d6445542f95",
         "resourceData":{"@odata.type":"#Microsoft.Graph.Event","id":"AAMkADVxSAAA="}}"""
        .formatted(state);
  }

  private static String life(String state, String event) {
    return "{\"clientState\":\"%s\",\"lifecycleEvent\":\"%s\"}".formatted(state, event);
  }

  private static Hint hint(String channel, String secret, String care) {
    return new Hint(
        channel,
        Optional.of(channel + "." + secret),
        Optional.of(care).filter(word -> !word.isEmpty()));
  }

  private static GraphNotices read(String body) {
    return GraphNotices.read(body).orElseThrow();
  }

  @Test
  void a_request_may_be_about_many_subscriptions() {
    assertEquals(
        new GraphNotices(List.of(hint("a", "1", ""), hint("b", "2", "")), 0),
        read(body(change("a.1"), change("b.2"), change("a.1"))));
  }

  @Test
  void what_happened_to_the_subscription_is_told_apart() {
    assertEquals(
        List.of(hint("a", "1", "reauthorize"), hint("b", "1", "removed"), hint("c", "1", "missed")),
        read(body(
                life("a.1", "reauthorizationRequired"),
                life("b.1", "subscriptionRemoved"),
                life("c.1", "missed")))
            .hints());
  }

  @Test
  void the_strongest_word_about_a_channel_counts() {
    String reauthorize = life("a.1", "reauthorizationRequired");
    String removed = life("a.1", "subscriptionRemoved");
    var expected = List.of(hint("a", "1", "removed"));
    assertEquals(expected, read(body(change("a.1"), reauthorize, removed)).hints());
    assertEquals(expected, read(body(removed, life("a.1", "missed"), change("a.1"))).hints());
  }

  @Test
  void a_word_of_tomorrow_is_a_hint() {
    assertEquals(
        List.of(hint("a", "1", "")), read(body(life("a.1", "subscriptionSomething"))).hints());
  }

  @Test
  void a_wrong_secret_does_not_hide_the_right_one() {
    assertEquals(
        List.of(hint("a", "wrong", "removed"), hint("a", "1", "")),
        read(body(life("a.wrong", "subscriptionRemoved"), change("a.1"))).hints());
  }

  @Test
  void bad_items_spoil_no_others() {
    var all =
        read(
            body(
                "7",
                "null",
                "[]",
                "{}",
                "{\"clientState\":null}",
                "{\"clientState\":{\"a\":1}}",
                change(""),
                change("nodot"),
                change(".1"),
                change("a."),
                change("a b.1"),
                change("a\\u0000.1"),
                change("wake-0000.1"),
                change("a".repeat(65) + ".1"),
                change("a.1")));
    assertEquals(new GraphNotices(List.of(hint("a", "1", "")), 14), all);
  }

  @Test
  void what_is_no_body_of_notices() {
    for (String body :
        List.of("", " ", "x", "{", "[]", "7", "null", "{}", "{\"value\":7}", "{\"value\":{}}")) {
      assertEquals(Optional.empty(), GraphNotices.read(body), body);
    }
    assertEquals(new GraphNotices(List.of(), 0), read("{\"value\":[]}"));
  }

  @Test
  void depth_is_bounded() {
    assertEquals(Optional.empty(), GraphNotices.read("[".repeat(200_000)));
  }
}
