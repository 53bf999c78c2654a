package io.concordat.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.identity.Role;
import io.concordat.spi.notice.Notice;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.FakePorts;
import io.concordat.web.WebFixture;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One open notice for each cause and user, over HTTP as well. */
class NoticeBoardTest {
  private static final WebFixture web = new WebFixture(FakePorts.community());
  private static final NoticeBoard board = web.ground.ground().notices();

  @AfterAll
  static void close() {
    web.close();
  }

  private static Notice notice(String cause, int count) {
    return new Notice("core", cause, "unknown_kind", count, List.of("x"), "/schedule");
  }

  private static void raise(TenantId tenant, UserId to, Notice notice) {
    web.ground.in(
        tenant,
        tx -> {
          board.raise(tx, to, notice);
          return true;
        });
  }

  private static int unread(WebFixture.Person person) {
    return web.ground.in(person.tenant(), tx -> board.unread(tx, person.id()));
  }

  @Test
  void a_cause_is_told_once_and_again_when_more_waits() {
    var tenant = web.ground.tenant("notices");
    var tess = web.person(tenant, "tess" + UUID.randomUUID(), Role.TECHNICIAN);
    raise(tenant, tess.id(), notice("a", 1));
    raise(tenant, tess.id(), notice("a", 1));
    raise(tenant, tess.id(), notice("b", 1));
    assertEquals(2, unread(tess));
    tess.http().post("/api/v1/notifications/read", "").expect(204);
    assertEquals(0, unread(tess));
    raise(tenant, tess.id(), notice("a", 1));
    assertEquals(0, unread(tess));
    raise(tenant, tess.id(), notice("a", 2));
    assertEquals(1, unread(tess));
    web.ground.in(
        tenant,
        tx -> {
          board.settle(tx, "a");
          return true;
        });
    assertEquals(0, unread(tess));
    raise(tenant, tess.id(), notice("a", 1));
    assertEquals(1, unread(tess));
    var all = web.ground.in(tenant, tx -> board.of(tx, tess.id(), false, Optional.empty(), 10));
    assertEquals(3, all.size());
  }

  @Test
  void everybody_sees_their_own_page_by_page() {
    var tenant = web.ground.tenant("notices of two");
    var tess = web.person(tenant, "tess" + UUID.randomUUID(), Role.TECHNICIAN);
    var tom = web.person(tenant, "tom" + UUID.randomUUID(), Role.TECHNICIAN);
    for (int i = 0; i < 3; i++) {
      raise(tenant, tess.id(), notice("cause " + i, 1));
    }
    raise(tenant, tom.id(), notice("cause 0", 1));
    var first = tess.http().get("/api/v1/notifications?limit=2").expect(200).json();
    assertEquals(2, first.path("items").size());
    assertEquals(3, first.path("unread").asInt());
    assertEquals("Something waits for you.", first.at("/items/0/text").asText());
    String next = first.path("next").asText();
    var second = tess.http().get("/api/v1/notifications?limit=2&cursor=" + next).expect(200);
    assertEquals(1, second.json().path("items").size());
    assertTrue(second.json().path("next").isNull());
    String others = tom.http().get("/api/v1/notifications").json().at("/items/0/id").asText();
    tess.http().post("/api/v1/notifications/" + others + "/read", "").expect(404);
    tess.http().get("/api/v1/notifications?cursor=" + others).expect(400);
    assertEquals(1, unread(tom));
    String own = first.at("/items/0/id").asText();
    tess.http().post("/api/v1/notifications/" + own + "/read", "").expect(204);
    assertEquals(2, unread(tess));
  }

  @Test
  void a_notice_leads_to_our_own_pages_only() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Notice("core", "a", "k", 1, List.of(), "https://elsewhere.example"));
  }
}
