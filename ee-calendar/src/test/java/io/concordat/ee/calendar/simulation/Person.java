package io.concordat.ee.calendar.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.ee.calendar.house.House.Answer;
import io.concordat.ee.calendar.house.Office;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A technician with a calendar. */
final class Person {
  /** A client's access token is good for an hour, by a clock that may jump. */
  private static final Duration GOOD = Duration.ofMinutes(30);

  final String email;
  final String tag;
  final TenantId tenant;
  final UserId user;
  final Caller caller;
  final Office office;
  private final Site site;
  private final Diary diary;
  private Instant signedIn = Instant.MIN;
  String provider = "";

  /** Whether a provider is there and may run. */
  boolean connected;

  boolean paused;

  /** Disconnected and connected again. */
  boolean anew;

  /** Something in the calendar that nobody can read. */
  boolean haunted;

  Person(Site site, TenantId tenant, String tag, String name, boolean google) {
    this.site = site;
    this.tenant = tenant;
    this.tag = tag;
    this.email = name + "@example.com";
    this.office = google ? site.google : site.microsoft;
    this.diary =
        google ? new GoogleDiary(site.google, email) : new OutlookDiary(site.microsoft, email);
    this.user = site.user(tenant, email);
    this.caller = site.caller(tenant, user);
    diary();
  }

  /** Signed in. */
  Diary diary() {
    Instant now = site.time.instant();
    if (signedIn.plus(GOOD).isBefore(now)) {
      office.account(email);
      signedIn = now;
    }
    return diary;
  }

  Instant vendorsTime() {
    return office.equals(site.google) ? site.time.google.instant() : site.time.microsoft.instant();
  }

  void signedOut() {
    signedIn = Instant.MIN;
  }

  List<Face> faces() {
    return diary().faces().stream().sorted(Comparator.comparing(Face::title)).toList();
  }

  List<ScheduleEntry> entries() {
    return site.entries(tenant, user).stream()
        .sorted(Comparator.comparing(entry -> entry.content().title()))
        .toList();
  }

  void connect() {
    diary();
    site.survive(
        () -> provider = provider.isEmpty() ? site.provider(caller, office, "") : provider);
    consent();
  }

  void consent() {
    diary();
    site.survive(() -> site.authorize(caller, office, provider, email));
    connected = true;
  }

  void disconnect() {
    site.survive(() -> call("DELETE", "", ""));
    provider = "";
    anew = true;
    connected = false;
  }

  void revoke() {
    office.control("accounts/revoke", "{\"email\":\"%s\"}".formatted(email));
    signedOut();
    connected = false;
  }

  void haunt() {
    diary().ghost();
    haunted = true;
  }

  /** Wants a run now. */
  void hurry() {
    site.survive(() -> call("POST", "/sync", ""));
  }

  void pause(boolean wanted) {
    site.survive(() -> change("{\"paused\":" + wanted + "}"));
    paused = wanted;
  }

  private Answer change(String body) {
    return site.call(
        caller, "PATCH", "/api/v1/calendar/providers/" + provider, body, Map.of("if-match", "*"));
  }

  Answer call(String method, String path, String body) {
    return site.call(caller, method, "/api/v1/calendar/providers/" + provider + path, body);
  }

  JsonNode shown() {
    return site.shown(caller, provider);
  }

  String status() {
    return shown().path("status").asText();
  }

  Answer resolve(String conflict, String choice) {
    return site.call(
        caller,
        "POST",
        "/api/v1/calendar/conflicts/" + conflict + "/resolution",
        "{\"resolution\":\"" + choice + "\"}");
  }

  List<JsonNode> conflicts() {
    return site.call(caller, "GET", "/api/v1/calendar/conflicts?providerId=" + provider, "")
        .body()
        .path("items")
        .valueStream()
        .toList();
  }

  /** What waits until somebody lets it go out. */
  List<String> held() {
    return call("GET", "/mappings?reason=would_notify_attendees", "")
        .body()
        .path("items")
        .valueStream()
        .map(one -> one.path("id").asText())
        .toList();
  }

  void release(String mapping) {
    call("POST", "/mappings/" + mapping + "/release", "");
  }
}
