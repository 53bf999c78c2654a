package io.concordat.ee.calendar.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Channel;
import io.concordat.ee.calendar.event.Refusal;
import io.concordat.ee.calendar.event.Zones;
import io.concordat.ee.calendar.remote.Described;
import io.concordat.ee.calendar.remote.Fault;
import io.concordat.ee.calendar.remote.Listing;
import io.concordat.ee.calendar.remote.Read;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteFault;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Renewed;
import io.concordat.ee.calendar.remote.Watched;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One calendar at Google. */
final class GoogleCalendar implements RemoteCalendar {
  private static final int PAGE = 2_500;
  static final Set<String> WRITERS = Set.of("writer", "owner");
  static final String EVENT =
      "id,etag,status,summary,description,location,start,end,visibility,recurrence,"
          + "recurringEventId,originalStartTime,iCalUID,organizer/self,"
          + "attendees(email,resource),eventType,extendedProperties/private";
  private static final String EVENTS = "timeZone,nextPageToken,nextSyncToken,items(" + EVENT + ")";

  private final Calendar api;
  private final String calendar;
  private final Calls calls;

  GoogleCalendar(Calendar api, String calendar, Calls calls) {
    this.api = api;
    this.calendar = calendar;
    this.calls = calls;
  }

  @Override
  public Described describe() {
    var entry = calls.must("calendarList.get", () -> api.calendarList().get(calendar)).body();
    return new Described(
        entry.path("id").asText(calendar),
        entry.path("summary").asText(),
        zone(entry),
        WRITERS.contains(entry.path("accessRole").asText()));
  }

  @Override
  public Listing list(Optional<String> cursor, Optional<String> page) {
    var answer =
        calls.send(
            "events.list",
            () -> events().setSyncToken(cursor.orElse(null)).setPageToken(page.orElse(null)));
    return expired(answer)
        ? new Listing.CursorExpired()
        : page(calls.checked("events.list", answer));
  }

  @Override
  public Read read(String remoteId) {
    var answer =
        calls.send("events.get", () -> api.events().get(calendar, remoteId).setFields(EVENT));
    return switch (answer.status()) {
      case 404 -> explained("events.get", answer, new Read.Missing());
      case 410 -> explained("events.get", answer, new Read.Deleted());
      default -> read(calls.checked("events.get", answer).body());
    };
  }

  @Override
  public Read readCreated(String clientKey) {
    return read(EventWriter.id(clientKey));
  }

  @Override
  public Optional<String> createdId(String clientKey) {
    return Optional.of(EventWriter.id(clientKey));
  }

  @Override
  public Written create(String clientKey, EntryContent content) {
    return push().create(clientKey, content, () -> readCreated(clientKey));
  }

  @Override
  public Written update(RemoteParts parts, EntryContent from, EntryContent to) {
    return push().update(parts, from, to);
  }

  @Override
  public Written delete(RemoteParts parts, EntryContent from) {
    return push().delete(parts, from);
  }

  @Override
  public Watched watch(String channelId, Secret token, URI callback, Duration ttl) {
    var channel =
        new Channel()
            .setId(channelId)
            .setType("web_hook")
            .setAddress(callback.toString())
            .setToken(token.reveal())
            .setParams(Map.of("ttl", Long.toString(ttl.toSeconds())));
    var answer = calls.send("events.watch", () -> api.events().watch(calendar, channel));
    if (answer.reason().startsWith("push.")) {
      return new Watched.Refused(Refusal.CALLBACK_NOT_ACCEPTED);
    }
    var granted = calls.checked("events.watch", answer).body();
    return new Watched.Granted(
        channelId, granted.path("resourceId").asText(), expiration(granted.path("expiration")));
  }

  /**
   * Channels end when they were to:
   * https://developers.google.com/workspace/calendar/api/guides/push
   */
  @Override
  public Renewed renew(String channelId, String resourceId, Duration ttl) {
    return new Renewed.Never();
  }

  @Override
  public void stop(String channelId, String resourceId) {
    var channel = new Channel().setId(channelId).setResourceId(resourceId);
    var answer = calls.send("channels.stop", () -> api.channels().stop(channel));
    if (!answer.ok() && answer.status() != 404) {
      throw calls.fault("channels.stop", answer);
    }
  }

  /** Every write says {@code sendUpdates=none}. */
  @Override
  public boolean notifiesGuests() {
    return false;
  }

  /** All channels of one calendar have its resource id, so a lost one can be named too. */
  @Override
  public void stopLost(Set<String> channelIds, String resourceId, URI callback) {
    channelIds.forEach(id -> stop(id, resourceId));
  }

  @Override
  public Optional<Refusal> refuses(EntryContent content) {
    return SeriesPush.refused(content);
  }

  private SeriesPush push() {
    return new SeriesPush(api, calendar, calls, this::read);
  }

  private Calendar.Events.List events() throws IOException {
    return api.events()
        .list(calendar)
        .setMaxResults(PAGE)
        .setSingleEvents(false)
        .setShowDeleted(true)
        .setFields(EVENTS);
  }

  /** A number, or the same as text; missing if the channel does not expire. */
  private static Optional<Instant> expiration(JsonNode node) {
    long millis = node.asLong();
    return millis > 0 ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
  }

  /** A token that Google does not know any more, or never did, is as good as an old one. */
  private static boolean expired(Answer answer) {
    if (answer.body().isMissingNode()) {
      return false;
    }
    var location = answer.body().path("error").path("errors").path(0).path("location").asText();
    return answer.status() == 410
        || (answer.status() == 400
            && (location.equals("syncToken") || location.equals("pageToken")));
  }

  private Listing page(Answer answer) {
    var body = answer.body();
    var page = text(body, "nextPageToken");
    var cursor = page.isPresent() ? Optional.<String>empty() : text(body, "nextSyncToken");
    if (page.isEmpty() && cursor.isEmpty()) {
      throw new RemoteFault(new Fault.Rejected(), "events.list gave neither page nor cursor");
    }
    return new Listing.Page(items(body), page, cursor);
  }

  private static List<RemoteItem> items(JsonNode body) {
    var reader = new EventReader(zone(body));
    var items = new ArrayList<RemoteItem>(body.path("items").size());
    body.path("items").forEach(event -> items.add(reader.read(event)));
    return items;
  }

  private Read read(JsonNode event) {
    return switch (new EventReader(calendarZone(event)).read(event)) {
      case RemoteItem.Whole whole ->
          new Read.Found(whole, whole.content().isSeries() ? slots(whole) : List.of());
      case RemoteItem.Deleted deleted -> new Read.Deleted();
      case RemoteItem.Malformed malformed -> new Read.Unreadable(malformed);
      case RemoteItem.Slot slot ->
          new Read.Unreadable(
              new RemoteItem.Malformed(
                  slot.id(), Refusal.MALFORMED, "this is one occurrence of a series"));
    };
  }

  /** A single event does not say its calendar's zone; only times that name none need it. */
  private ZoneId calendarZone(JsonNode event) {
    boolean named =
        event.path("start").has("date")
            || (event.path("start").has("timeZone") && event.path("end").has("timeZone"));
    return named ? ZoneId.of("UTC") : describe().zone();
  }

  /** The exceptions share the series' iCalUID, so one more request has them all. */
  private List<RemoteItem.Slot> slots(RemoteItem.Whole master) {
    var slots = new ArrayList<RemoteItem.Slot>();
    var page = Optional.<String>empty();
    do {
      var at = page.orElse(null);
      var body =
          calls
              .must("events.list", () -> events().setICalUID(master.icalUid()).setPageToken(at))
              .body();
      for (var item : items(body)) {
        if (item instanceof RemoteItem.Slot slot && slot.masterId().equals(master.id())) {
          slots.add(slot);
        }
      }
      page = text(body, "nextPageToken");
    } while (page.isPresent());
    return slots;
  }

  /** Only Google's own word is evidence, not some proxy's page. */
  private <T> T explained(String name, Answer answer, T meaning) {
    if (answer.body().isMissingNode()) {
      throw calls.fault(name, answer);
    }
    return meaning;
  }

  static ZoneId zone(JsonNode node) {
    return Zones.find(node.path("timeZone").asText()).orElseGet(() -> ZoneId.of("UTC"));
  }

  private static Optional<String> text(JsonNode node, String name) {
    var text = node.path(name).asText();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
