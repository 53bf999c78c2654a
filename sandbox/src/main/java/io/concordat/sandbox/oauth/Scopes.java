package io.concordat.sandbox.oauth;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scopes of Google Calendar and sign-in, and what the calls need. */
public final class Scopes {
  private static final String AUTH = "https://www.googleapis.com/auth/";
  public static final String CALENDAR = AUTH + "calendar";
  public static final String CALENDAR_READONLY = AUTH + "calendar.readonly";
  public static final String EVENTS = AUTH + "calendar.events";
  public static final String EVENTS_READONLY = AUTH + "calendar.events.readonly";
  public static final String EVENTS_OWNED = AUTH + "calendar.events.owned";
  public static final String EVENTS_OWNED_READONLY = AUTH + "calendar.events.owned.readonly";

  public static final Set<String> READ_EVENTS =
      Set.of(
          CALENDAR,
          CALENDAR_READONLY,
          EVENTS,
          EVENTS_READONLY,
          EVENTS_OWNED,
          EVENTS_OWNED_READONLY);
  public static final Set<String> WRITE_EVENTS = Set.of(CALENDAR, EVENTS, EVENTS_OWNED);
  public static final Set<String> READ_LISTS =
      names(
          "calendar",
          "calendar.readonly",
          "calendar.calendarlist",
          "calendar.calendarlist.readonly");
  public static final Set<String> READ_CALENDARS =
      names("calendar", "calendar.readonly", "calendar.calendars", "calendar.calendars.readonly");
  public static final Set<String> WRITE_CALENDARS = names("calendar", "calendar.calendars");
  public static final Set<String> FREE_BUSY =
      names("calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy");

  private static final Set<String> KNOWN =
      Stream.concat(
              Stream.of("openid", "email", "profile", "https://mail.google.com/"),
              names(
                  "userinfo.email",
                  "userinfo.profile",
                  "calendar",
                  "calendar.readonly",
                  "calendar.events",
                  "calendar.events.readonly",
                  "calendar.events.owned",
                  "calendar.events.owned.readonly",
                  "calendar.events.freebusy",
                  "calendar.freebusy",
                  "calendar.calendarlist",
                  "calendar.calendarlist.readonly",
                  "calendar.calendars",
                  "calendar.calendars.readonly",
                  "calendar.acls",
                  "calendar.acls.readonly",
                  "calendar.settings.readonly",
                  "gmail.readonly",
                  "gmail.modify",
                  "gmail.metadata",
                  "gmail.send")
                  .stream())
          .collect(Collectors.toUnmodifiableSet());

  private Scopes() {}

  private static Set<String> names(String... names) {
    return Arrays.stream(names).map(name -> AUTH + name).collect(Collectors.toUnmodifiableSet());
  }

  /** What an account made by the control API may do at once. */
  static Set<String> all() {
    return new LinkedHashSet<>(List.of("openid", "email", "profile", CALENDAR, EVENTS));
  }

  static Set<String> split(String text) {
    Set<String> scopes = new LinkedHashSet<>(Arrays.asList(text.trim().split(" +")));
    scopes.remove("");
    return scopes;
  }

  static String join(Collection<String> scopes) {
    return String.join(" ", scopes);
  }

  static boolean known(Set<String> scopes) {
    return KNOWN.containsAll(scopes);
  }
}
