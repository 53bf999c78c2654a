package io.concordat.sandbox.graph;

import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of events: as they are stored, or expanded over a window. */
final class ListsApi {
  private static final Pattern BY_PROPERTY =
      Pattern.compile(
          "(?i)singleValueExtendedProperties/any\\s*\\(\\s*(\\w+)\\s*:\\s*\\1/id eq '((?:[^']|'')*)'"
              + " and \\1/value eq '((?:[^']|'')*)'\\s*\\)");
  private static final Pattern BY_UID = Pattern.compile("(?i)iCalUId eq '((?:[^']|'')*)'");

  private final Mailboxes world;

  ListsApi(Mailboxes world) {
    this.world = world;
  }

  /** Singles and masters, in the order of their creation unless another is asked for. */
  Reply events(Call call, Place place) {
    place.reading();
    call.calendarId(place.folder().id());
    Request request = call.request();
    Prefer prefer = Prefer.of(request);
    Query query = Query.of(request.query());
    Predicate<Item> filter = filter(request.query());
    Comparator<Item> order = order(request.query());
    return world.read(
        () -> {
          List<Item> items = new ArrayList<>(place.folder().items());
          items.removeIf(filter.negate());
          items.sort(order);
          View view = place.view(place.folder(), prefer);
          return Pages.reply(request, prefer, items, item -> query.whole(view, item));
        });
  }

  private static Predicate<Item> filter(Params query) {
    Optional<String> text = query.filled("$filter");
    if (text.isEmpty()) {
      return _ -> true;
    }
    Matcher property = BY_PROPERTY.matcher(text.get().strip());
    if (property.matches()) {
      String id = Fields.propertyId(unquote(property.group(2)));
      String value = unquote(property.group(3));
      return item -> value.equals(item.properties().get(id));
    }
    Matcher uid = BY_UID.matcher(text.get().strip());
    if (uid.matches()) {
      return item -> item.head().uid().equals(unquote(uid.group(1)));
    }
    if (text.get().strip().equals("type eq 'seriesMaster'")) {
      return Item::isSeries;
    }
    throw GraphError.of(
        400, "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes.");
  }

  private static String unquote(String text) {
    return text.replace("''", "'");
  }

  private static Comparator<Item> order(Params query) {
    String text = query.filled("$orderby").orElse("").strip();
    boolean down = text.toLowerCase(Locale.ROOT).endsWith(" desc");
    Comparator<Item> order =
        switch (text.replaceFirst("(?i)\\s+(asc|desc)$", "")) {
          case "" -> (_, _) -> 0;
          case "start/dateTime" -> Comparator.comparing((Item i) -> i.span().start().instant());
          case "createdDateTime" -> Comparator.comparing((Item i) -> i.head().created());
          case "lastModifiedDateTime" -> Comparator.comparing((Item i) -> i.stamp().modified());
          default ->
              throw GraphError.of(
                  400, "ErrorInvalidUrlQueryOrderBy", "The $orderby is not supported.");
        };
    return down ? order.reversed() : order;
  }

  /** One row of an expanded list. */
  record Row(Item item, Optional<LocalDate> day) {
    Span span() {
      return day.map(item::spanOf).orElse(item.span());
    }
  }

  Reply view(Call call, Place place) {
    place.reading();
    call.calendarId(place.folder().id());
    Span.Window window = window(call.request());
    return world.read(
        () -> {
          List<Row> rows = new ArrayList<>();
          place.folder().items().forEach(item -> rows.addAll(rows(item, window)));
          return expanded(call.request(), place, place.folder(), rows);
        });
  }

  Reply instances(Call call, Place place, String id) {
    place.reading();
    Span.Window window = window(call.request());
    return world.read(
        () -> {
          Place.Found found = place.find(call, id);
          if (!found.item().isSeries() || found.day().isPresent()) {
            throw GraphError.of(
                400,
                "ErrorInvalidRequest",
                "The expanding of instances is only for series masters.");
          }
          return expanded(call.request(), place, found.folder(), rows(found.item(), window));
        });
  }

  private static List<Row> rows(Item item, Span.Window window) {
    if (item.isSeries()) {
      return item.daysIn(window).stream().map(day -> new Row(item, Optional.of(day))).toList();
    }
    return item.span().touches(window) ? List.of(new Row(item, Optional.empty())) : List.of();
  }

  private static Reply expanded(Request request, Place place, Folder folder, List<Row> rows) {
    if (request.query().has("$filter")) {
      throw GraphError.of(400, "ErrorInvalidUrlQueryFilter", "A view takes no $filter.");
    }
    Prefer prefer = Prefer.of(request);
    Query query = Query.of(request.query());
    View view = place.view(folder, prefer);
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(row -> row.span().start().instant()));
    return Pages.reply(
        request,
        prefer,
        sorted,
        row ->
            row.day()
                .map(day -> query.day(view, row.item(), day))
                .orElseGet(() -> query.whole(view, row.item())));
  }

  /** The window of a request, its parameters written in any case. */
  static Span.Window window(Request request) {
    Span.Window window =
        new Span.Window(
            Moment.bound(bound(request, "startDateTime"), "startDateTime"),
            Moment.bound(bound(request, "endDateTime"), "endDateTime"));
    if (window.days() > Span.Window.MOST_DAYS) {
      throw GraphError.of(
          400,
          "ErrorCalendarViewRangeTooBig",
          "The requested time duration specified for FolderMailboxes calendar view is too long.");
    }
    return window;
  }

  private static String bound(Request request, String name) {
    return request.query().values().entrySet().stream()
        .filter(e -> e.getKey().equalsIgnoreCase(name))
        .map(e -> e.getValue().getFirst())
        .findFirst()
        .orElseThrow(
            () ->
                GraphError.of(
                    400,
                    "ErrorInvalidRequest",
                    "This request requires a time window specified by the query string parameters"
                        + " StartDateTime and EndDateTime."));
  }
}
