package io.concordat.sandbox.ics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One file into one calendar. Events with a RECURRENCE-ID become exceptions of the series with
 * their UID, or events of their own when there is no such occurrence. Organizers are left out: what
 * a file brings belongs to the calendar. Cancelled events and tasks are passed over.
 */
public final class IcsImport {
  private final Target target;
  private final boolean freshUids;
  private final Map<String, String> newUids = new HashMap<>();
  private final ArrayNode refused = Json.array();
  private final Map<String, Integer> counts = new TreeMap<>();
  private int imported;
  private int exceptions;

  public IcsImport(Target target, boolean freshUids) {
    this.target = target;
    this.freshUids = freshUids;
  }

  /**
   * Returns {@code {imported, exceptions, refused:[{uid, summary, reason, code}], refusedBy{code:
   * n}}}.
   */
  public ObjectNode run(byte[] body) {
    Component file = Component.read(body);
    Zones zones = new Zones(file, target.zone());
    List<IcsEvent> later = new ArrayList<>();
    return target.together(
        () -> {
          file.all("VEVENT").map(event -> new IcsEvent(event, zones)).forEach(e -> first(e, later));
          later.forEach(event -> attempt(event, () -> exception(event)));
          ObjectNode reply = Json.object().put("imported", imported).put("exceptions", exceptions);
          reply.set("refused", refused);
          counts.forEach(reply.putObject("refusedBy")::put);
          return reply;
        });
  }

  /** Masters and singles come before exceptions, in whatever order the file has them. */
  private void first(IcsEvent event, List<IcsEvent> later) {
    attempt(
        event,
        () -> {
          if (event.recurrenceId().isPresent()) {
            later.add(event);
          } else if (!event.cancelled()) {
            add(uid(event), event.master(), event.sequence());
          }
        });
  }

  private void attempt(IcsEvent event, Runnable act) {
    try {
      act.run();
    } catch (Malformed e) {
      refuse(event, e.code(), String.valueOf(e.getMessage()));
    } catch (NotHeld e) {
      refuse(event, e.reason(), e.reason().code());
    } catch (GoogleError e) {
      refuse(event, NotHeld.Reason.VENDOR_REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private void refuse(IcsEvent event, NotHeld.Reason code, String reason) {
    refused
        .addObject()
        .put("uid", event.uid().orElse(""))
        .put("summary", event.summary())
        .put("reason", reason)
        .put("code", code.code());
    counts.merge(code.code(), 1, Integer::sum);
  }

  private String uid(IcsEvent event) {
    String uid = event.uid().orElseGet(() -> UUID.randomUUID() + "@concordat.example");
    return freshUids
        ? newUids.computeIfAbsent(uid, _ -> UUID.randomUUID() + "@fresh.example")
        : uid;
  }

  private void add(String uid, ObjectNode content, int sequence) {
    target.addImported(content.put("iCalUID", uid).put("sequence", sequence));
    imported++;
  }

  private void exception(IcsEvent event) {
    Stamp original = event.recurrenceId().orElseThrow();
    String uid = uid(event);
    boolean placed =
        target
            .idOfUid(uid)
            .filter(master -> target.addException(master, original.json(), change(event)))
            .isPresent();
    if (placed) {
      exceptions++;
    } else if (!event.cancelled()) {
      add(
          uid + "_R" + original.date().toString().replace("-", ""),
          event.content(),
          event.sequence());
    }
  }

  private static ObjectNode change(IcsEvent event) {
    return event.cancelled() ? Json.object().put("status", "cancelled") : event.content();
  }
}
