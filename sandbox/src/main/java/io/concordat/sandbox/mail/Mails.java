package io.concordat.sandbox.mail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The mails a vendor would have sent. */
public final class Mails {
  private static final int KEPT = 10_000;

  private final Deque<Mail> mails = new ArrayDeque<>();
  private long count;

  public synchronized void add(Mail mail) {
    count++;
    mails.addLast(mail);
    if (mails.size() > KEPT) {
      mails.removeFirst();
    }
  }

  public synchronized void clear() {
    mails.clear();
    count = 0;
  }

  public synchronized long count() {
    return count;
  }

  public synchronized ObjectNode json() {
    ArrayNode items = Json.array();
    mails.forEach(mail -> items.add(mail.json()));
    ObjectNode json = Json.object().put("count", count);
    json.set("items", items);
    return json;
  }

  /** One mail to one person. */
  public record Mail(
      Instant time, String kind, String to, String calendarId, String eventId, String title) {
    ObjectNode json() {
      ObjectNode json = Json.object().put("time", time.toString()).put("kind", kind).put("to", to);
      return json.put("calendarId", calendarId).put("eventId", eventId).put("summary", title);
    }
  }
}
