package io.concordat.ee.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.Microsoft;
import io.concordat.ee.calendar.provider.Brand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A calendar of a mailbox at the twin, with its owner's own client. */
final class TwinCalendar implements LifeCalendar {
  private final TwinWorld world;
  private final Microsoft microsoft;
  private final String name;
  private final String email;
  private final String userId;
  private final String remoteId;
  private final String resource;
  private final Map<String, String> titles = new LinkedHashMap<>();
  private final Set<String> seen = new LinkedHashSet<>();

  private TwinCalendar(
      TwinWorld world,
      Microsoft microsoft,
      String name,
      String email,
      String userId,
      String remoteId,
      String resource) {
    this.world = world;
    this.microsoft = microsoft;
    this.name = name;
    this.email = email;
    this.userId = userId;
    this.remoteId = remoteId;
    this.resource = resource;
  }

  /** The default calendar of a new mailbox. */
  static TwinCalendar standard(TwinWorld world, Microsoft microsoft, String name) {
    String email = name + "@example.com";
    microsoft.account(email);
    return new TwinCalendar(
        world, microsoft, name, email, userId(microsoft, email), "calendar", "me/events");
  }

  /** Another calendar of a mailbox. */
  static TwinCalendar second(TwinWorld world, Microsoft microsoft, String of) {
    String email = of + "@example.com";
    String id =
        microsoft
            .control("calendars", "{\"account\":\"%s\",\"summary\":\"Second\"}".formatted(email))
            .path("calendarId")
            .asText();
    String resource = "me/calendars/" + id + "/events";
    String user = userId(microsoft, email);
    return new TwinCalendar(world, microsoft, of + "-second", email, user, id, resource);
  }

  private static String userId(Microsoft microsoft, String email) {
    return microsoft.api(email, "GET", "/v1.0/me", null).path("id").asText();
  }

  String email() {
    return email;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String remoteId() {
    return remoteId;
  }

  @Override
  public Brand brand() {
    return Brand.MICROSOFT;
  }

  @Override
  public List<Line> alive() {
    var alive = new ArrayList<Line>();
    for (JsonNode one : microsoft.control("subscriptions").path("items")) {
      if (mine(one)) {
        seen.add(one.path("id").asText());
        boolean paused = !world.clock().instant().isBefore(instant(one, "authorizedUntil"));
        alive.add(new Line(one.path("id").asText(), paused));
      }
    }
    return alive;
  }

  private boolean mine(JsonNode subscription) {
    return subscription.path("resource").asText().equals(resource)
        && subscription.path("userId").asText().equals(userId);
  }

  private static Instant instant(JsonNode subscription, String field) {
    return Instant.parse(subscription.path(field).asText());
  }

  @Override
  public Optional<String> newest() {
    return seen.stream().reduce((one, later) -> later);
  }

  @Override
  public Set<String> titles() {
    return new TreeSet<>(titles.values());
  }

  @Override
  public int size() {
    return titles.size();
  }

  @Override
  public void add(String title) {
    world.people(
        () -> {
          world.trouble(alive().size());
          titles.put(insert(title), title);
        });
  }

  private String insert(String title) {
    return microsoft
        .api(
            email,
            "POST",
            "/v1.0/" + resource,
            """
            {"subject":"%s","start":{"dateTime":"2026-12-23T09:00:00","timeZone":"Europe/Berlin"},
             "end":{"dateTime":"2026-12-23T09:15:00","timeZone":"Europe/Berlin"}}"""
                .formatted(title))
        .path("id")
        .asText();
  }

  @Override
  public void change(int n, Optional<String> title, boolean unheard) {
    String event = new ArrayList<>(titles.keySet()).get(n % titles.size());
    world.people(
        () -> {
          if (unheard) {
            world.trouble("drop", alive().size());
          } else {
            world.trouble(alive().size());
          }
          title.ifPresentOrElse(now -> retitle(event, now), () -> delete(event));
        });
  }

  private void retitle(String event, String title) {
    microsoft.retitle(email, event, title);
    titles.put(event, title);
  }

  private void delete(String event) {
    microsoft.delete(email, event);
    titles.remove(event);
  }

  @Override
  public void kill(Line line, boolean told) {
    say(line, "\"event\":\"subscriptionRemoved\",\"notify\":" + told, told);
  }

  @Override
  public void remind(Line line) {
    say(line, "\"event\":\"reauthorizationRequired\"", true);
  }

  @Override
  public void pause(Line line) {
    say(line, "\"event\":\"reauthorizationRequired\",\"pause\":true", true);
  }

  @Override
  public void missed(Line line) {
    say(line, "\"event\":\"missed\"", true);
  }

  private void say(Line line, String what, boolean told) {
    world.trouble(told ? 1 : 0);
    microsoft.control(
        "subscriptions/lifecycle", "{\"subscriptionId\":\"%s\",%s}".formatted(line.id(), what));
  }

  @Override
  public void weather(Weather weather) {
    world.weather(weather);
  }

  /** Subscriptions have one length at Graph; what differs is how long a consent counts. */
  @Override
  public void shorten(Duration longest) {
    world.authorizeFor(longest);
  }

  /** The twin counts them for all. */
  @Override
  public int asked() {
    return microsoft.requests("channel") / world.calendarsHere();
  }
}
