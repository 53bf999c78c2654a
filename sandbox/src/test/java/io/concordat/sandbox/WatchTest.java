package io.concordat.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private Kit kit;
  private Receiver receiver;

  @BeforeEach
  void start() {
    kit = new Kit();
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    kit.close();
    receiver.close();
  }

  private Kit.Answer watch(String id, String address, String more) {
    return kit.post(
        Kit.EVENTS + "/watch",
        "{\"id\":\"%s\",\"type\":\"web_hook\",\"address\":\"%s\",\"token\":\"t0k\"%s}"
            .formatted(id, address, more));
  }

  @Test
  void saysSyncThenOneExistsAfterAChange() throws InterruptedException {
    Kit.Answer channel = watch("chan-1", receiver.url(), "").expect(200);
    Receiver.Hit sync = receiver.take();
    assertEquals("sync", sync.header("X-Goog-Resource-State"));
    assertEquals("1", sync.header("X-Goog-Message-Number"));
    assertEquals("0", sync.header("Content-Length"));
    kit.insert(Kit.meeting("Visit"));
    Receiver.Hit exists = receiver.take();
    assertEquals("exists", exists.header("X-Goog-Resource-State"));
    assertEquals("t0k", exists.header("X-Goog-Channel-Token"));
    assertEquals("chan-1", exists.header("X-Goog-Channel-ID"));
    assertEquals("Sat, 28 Nov 2026 09:00:00 GMT", exists.header("X-Goog-Channel-Expiration"));
    assertEquals(channel.json().path("resourceId").asText(), exists.header("X-Goog-Resource-ID"));
    assertTrue(
        exists.header("X-Goog-Resource-URI").contains("/calendars/tech%40example.com/events"));
    assertTrue(Long.parseLong(exists.header("X-Goog-Message-Number")) > 1);
  }

  @Test
  void refusesWhatGoogleRefuses() {
    assertEquals(
        "push.webhookUrlNotHttps",
        watch("c-1", "http://intranet.example/hook", "").expect(400).reason());
    assertEquals(
        "channelUnknownType",
        kit.post(Kit.EVENTS + "/watch", "{\"id\":\"c-1\",\"type\":\"mail\"}").expect(400).reason());
    watch("c-2", receiver.url(), "").expect(200);
    assertEquals("channelIdNotUnique", watch("c-2", receiver.url(), "").expect(400).reason());
  }

  @Test
  void grantsAtMostTheCapAndExpiresByTheTwinsClock() throws InterruptedException {
    Kit.Answer hour = watch("c-1", receiver.url(), ",\"params\":{\"ttl\":\"3600\"}").expect(200);
    assertEquals(
        Kit.START.plusSeconds(3600).toEpochMilli(), hour.json().path("expiration").asLong());
    receiver.take();
    kit.control("POST", "clock", "{\"advance\":\"PT1H\"}");
    kit.signIn();
    kit.insert(Kit.meeting("Unheard"));
    assertTrue(receiver.quiet());
    Kit.Answer year = watch("c-2", receiver.url(), ",\"params\":{\"ttl\":31536000}").expect(200);
    assertEquals(
        kit.clock.instant().plusSeconds(604_800).toEpochMilli(),
        year.json().path("expiration").asLong());
  }

  @Test
  void stopEndsTheChannelForItsOwnerOnly() throws InterruptedException {
    String resource = watch("c-1", receiver.url(), "").json().path("resourceId").asText();
    receiver.take();
    String stop = "{\"id\":\"c-1\",\"resourceId\":\"" + resource + "\"}";
    String path = "/calendar/v3/channels/stop";
    assertEquals(404, kit.post(path, stop.replace(resource, "wrong")).status());
    kit.post(path, stop).expect(204);
    assertEquals(404, kit.post(path, stop).status());
    kit.insert(Kit.meeting("Unheard"));
    assertTrue(receiver.quiet());
  }

  @Test
  void comesAgainOnServerErrorsOnly() throws InterruptedException {
    kit.control("POST", "settings", "{\"pushRetryMillis\":5}");
    receiver.answers(200, 503, 500, 204, 404);
    watch("c-1", receiver.url(), "").expect(200);
    receiver.take();
    kit.insert(Kit.meeting("Retried"));
    List<String> numbers =
        List.of(receiver.take(), receiver.take(), receiver.take()).stream()
            .map(hit -> hit.header("X-Goog-Message-Number"))
            .distinct()
            .toList();
    assertEquals(1, numbers.size());
    kit.insert(Kit.meeting("Refused once"));
    receiver.take();
    assertTrue(receiver.quiet());
  }

  @Test
  void notificationsCanBeDroppedRepeatedAndReordered() throws InterruptedException {
    watch("c-1", receiver.url(), "").expect(200);
    receiver.take();
    kit.control("POST", "faults", "{\"kind\":\"notifications\",\"mode\":\"drop\",\"times\":1}");
    kit.insert(Kit.meeting("Lost"));
    assertTrue(receiver.quiet());
    kit.control("POST", "faults", "{\"kind\":\"notifications\",\"mode\":\"repeat\",\"times\":1}");
    kit.insert(Kit.meeting("Twice"));
    assertEquals(
        receiver.take().header("X-Goog-Message-Number"),
        receiver.take().header("X-Goog-Message-Number"));
    kit.control("POST", "faults", "{\"kind\":\"notifications\",\"mode\":\"reorder\",\"times\":1}");
    kit.insert(Kit.meeting("Swapped"));
    long first = Long.parseLong(receiver.take().header("X-Goog-Message-Number"));
    assertTrue(first > Long.parseLong(receiver.take().header("X-Goog-Message-Number")));
  }
}
