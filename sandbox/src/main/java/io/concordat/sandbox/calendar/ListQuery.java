package io.concordat.sandbox.calendar;

import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Params;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The parameters of {@code events.list}, checked. */
record ListQuery(
    Params params,
    int maxResults,
    boolean singleEvents,
    boolean showDeleted,
    Optional<Instant> timeMin,
    Optional<Instant> timeMax,
    Optional<Instant> updatedMin,
    Optional<ZoneId> zone,
    Optional<String> syncToken,
    Optional<String> pageToken,
    Optional<String> orderBy) {
  static final int PAGE_CAP = 2500;
  private static final Set<String> NOT_WITH_SYNC_TOKEN =
      Set.of(
          "iCalUID",
          "orderBy",
          "privateExtendedProperty",
          "q",
          "sharedExtendedProperty",
          "timeMin",
          "timeMax",
          "updatedMin");
  private static final Set<String> NO_SYNC_TOKEN_AFTER =
      Set.of(
          "iCalUID",
          "orderBy",
          "privateExtendedProperty",
          "q",
          "sharedExtendedProperty",
          "updatedMin");
  private static final List<String> SAME_FOR_SYNC =
      List.of(
          "alwaysIncludeEmail",
          "eventTypes",
          "maxAttendees",
          "showHiddenInvitations",
          "singleEvents",
          "timeZone");
  private static final Set<String> EVENT_TYPES =
      Set.of("birthday", "default", "focusTime", "fromGmail", "outOfOffice", "workingLocation");

  static ListQuery of(Params params) {
    ListQuery query =
        new ListQuery(
            params,
            pageSize(params),
            params.flag("singleEvents"),
            params.flag("showDeleted"),
            instant(params, "timeMin"),
            instant(params, "timeMax"),
            instant(params, "updatedMin"),
            params.filled("timeZone").map(ListQuery::zone),
            params.first("syncToken"),
            params.first("pageToken"),
            params.first("orderBy"));
    query.check();
    return query;
  }

  static int pageSize(Params params) {
    String text = params.first("maxResults").orElse("250");
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw GoogleError.invalidParameter("maxResults", "Invalid integer value: '" + text + "'.");
    }
    return Math.min(PAGE_CAP, Integer.parseInt(text));
  }

  static Optional<Instant> instant(Params params, String name) {
    return params.first(name).map(text -> When.bound(text, name));
  }

  private static ZoneId zone(String id) {
    if (!When.ZONES.contains(id)) {
      throw GoogleError.invalidParameter("timeZone", "Invalid time zone.");
    }
    return ZoneId.of(id);
  }

  private void check() {
    if (timeMin.isPresent() && timeMax.isPresent() && !timeMin.get().isBefore(timeMax.get())) {
      throw GoogleError.timeRangeEmpty();
    }
    if (!EVENT_TYPES.containsAll(params.all("eventTypes"))) {
      throw GoogleError.invalidParameter("eventTypes", "Invalid value for: eventTypes");
    }
    orderBy.ifPresent(this::checkOrder);
    syncToken.ifPresent(_ -> checkSync());
  }

  private void checkOrder(String order) {
    boolean known = order.equals("updated") || order.equals("startTime");
    if (!known || (order.equals("startTime") && !singleEvents)) {
      throw GoogleError.invalidParameter(
          "orderBy", "The requested ordering is not available for the particular query.");
    }
  }

  private void checkSync() {
    Optional<String> forbidden =
        NOT_WITH_SYNC_TOKEN.stream().filter(params::has).sorted().findFirst();
    if (forbidden.isPresent()) {
      throw GoogleError.invalidParameter(
          forbidden.get(),
          "Sync token cannot be combined with the parameter " + forbidden.get() + ".");
    }
    if (params.has("showDeleted") && !showDeleted) {
      throw GoogleError.invalidParameter(
          "showDeleted", "Sync token cannot be combined with showDeleted=false.");
    }
  }

  /** Whether the last page carries a sync token. */
  boolean syncable() {
    return NO_SYNC_TOKEN_AFTER.stream().noneMatch(params::has);
  }

  /** What must stay the same from a full listing to its incremental ones. */
  String syncKey() {
    List<String> parts = new ArrayList<>();
    for (String name : SAME_FOR_SYNC) {
      List<String> values =
          params.all(name).stream().filter(v -> !v.equals("false")).sorted().toList();
      parts.add(name + "=" + values);
    }
    return String.join("&", parts);
  }

  /** What must stay the same from page to page. */
  String pageKey() {
    Map<String, List<String>> rest = new TreeMap<>(params.values());
    Set.of("pageToken", "maxResults", "fields", "alt", "prettyPrint", "key", "quotaUser")
        .forEach(rest::remove);
    return rest.toString();
  }
}
