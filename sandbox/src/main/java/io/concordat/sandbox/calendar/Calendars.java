package io.concordat.sandbox.calendar;

import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.mail.Mails;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** All calendars of the twin. */
public final class Calendars {
  private final TwinClock clock;
  private final Mails mails;
  private final Map<String, Book> books = new ConcurrentSkipListMap<>();
  private volatile Consumer<String> listener = _ -> {};
  private volatile Options options = Options.DEFAULT;

  public Calendars(TwinClock clock, Mails mails) {
    this.clock = clock;
    this.mails = mails;
  }

  /** Limits that Google keeps to itself: the guests of an event, the life of a sync token. */
  public record Options(int maxAttendees, Optional<Duration> syncTokenLife) {
    public static final Options DEFAULT = new Options(200, Optional.empty());
  }

  public Options options() {
    return options;
  }

  public void options(Options value) {
    options = value;
  }

  /** Who hears the id of a calendar after each of its changes. */
  public void onChange(Consumer<String> consumer) {
    listener = consumer;
  }

  void changed(Book book) {
    listener.accept(book.id());
  }

  /** The mails that would have gone out. */
  public Mails mails() {
    return mails;
  }

  public void reset() {
    books.clear();
    options = Options.DEFAULT;
    mails.clear();
  }

  /** Makes an account's primary calendar if it is not there yet. */
  public void addPrimary(String email, ZoneId zone) {
    books.computeIfAbsent(email, _ -> new Book(clock, email, email, email, zone));
  }

  /** Makes a secondary calendar with the given id. */
  public void addSecondary(String id, String summary, String owner, ZoneId zone) {
    if (books.putIfAbsent(id, new Book(clock, id, summary, owner, zone)) != null) {
      throw GoogleError.duplicate();
    }
  }

  /** Changes an account's access to a calendar; empty takes it away. */
  public void share(String calendarId, String email, Optional<Role> role) {
    book(calendarId).share(email, role);
  }

  public void expireTokens(Optional<String> calendarId) {
    books.values().stream()
        .filter(book -> calendarId.isEmpty() || book.id().equals(calendarId.get()))
        .forEach(Book::expireTokens);
  }

  void remove(Book book) {
    books.remove(book.id());
  }

  public boolean exists(String calendarId) {
    return books.containsKey(calendarId);
  }

  Book book(String calendarId) {
    return Optional.ofNullable(books.get(calendarId)).orElseThrow(GoogleError::notFound);
  }

  /** The primary calendar of an address that has an account here. */
  Optional<Book> primary(String email) {
    return Optional.ofNullable(books.get(email)).filter(Book::primary);
  }

  /** The calendar an account names, if it may see it. */
  Access open(String calendarId, String email) {
    Book book = book(calendarId.equals("primary") ? email : calendarId);
    return new Access(book, book.role(email).orElseThrow(GoogleError::notFound));
  }

  List<Access> visibleTo(String email) {
    List<Access> found = new ArrayList<>();
    for (Book book : books.values()) {
      book.role(email).ifPresent(role -> found.add(new Access(book, role)));
    }
    return found;
  }

  /** A calendar as an account sees it. */
  record Access(Book book, Role role) {
    void mustWrite() {
      if (!role.writes()) {
        throw GoogleError.forbidden("You need to have writer access to this calendar.");
      }
    }
  }
}
