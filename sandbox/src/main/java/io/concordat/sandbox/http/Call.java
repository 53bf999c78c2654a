package io.concordat.sandbox.http;

import java.util.Optional;

/** A request on its way through the twin, with what the log wants to know about it. */
public final class Call {
  private final Request request;
  private Kind kind;
  private int units;
  private Optional<String> account = Optional.empty();
  private Optional<String> eventId = Optional.empty();
  private Optional<String> calendarId = Optional.empty();
  private Optional<String> note = Optional.empty();

  public Call(Request request) {
    this.request = request;
    this.kind = request.method().equals("GET") ? Kind.READ : Kind.WRITE;
  }

  public Request request() {
    return request;
  }

  public Kind kind() {
    return kind;
  }

  public void kind(Kind value) {
    kind = value;
  }

  public int units() {
    return units;
  }

  public void units(int value) {
    units = value;
  }

  public Optional<String> account() {
    return account;
  }

  public void account(String email) {
    account = Optional.of(email);
  }

  public Optional<String> eventId() {
    return eventId;
  }

  public void eventId(String id) {
    eventId = Optional.of(id);
  }

  public Optional<String> calendarId() {
    return calendarId;
  }

  public void calendarId(String id) {
    calendarId = Optional.of(id);
  }

  public Optional<String> note() {
    return note;
  }

  public void note(String text) {
    note = Optional.of(text);
  }

  /** What a request does; only {@code WRITE} changes calendars or events. */
  public enum Kind {
    READ,
    WRITE,
    CHANNEL,
    OAUTH,
    BATCH
  }
}
