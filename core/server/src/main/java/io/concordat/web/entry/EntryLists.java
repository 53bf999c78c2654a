package io.concordat.web.entry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.schedule.Expansion;
import io.concordat.schedule.Listing;
import io.concordat.schedule.Listing.Position;
import io.concordat.schedule.StoredEntry;
import io.concordat.schedule.StoredSchedule;
import io.concordat.schedule.Window;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.schedule.EntryBadges;
import io.concordat.spi.schedule.When;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.JsonIn;
import io.concordat.web.Query;
import io.concordat.web.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lists of entries, and of occurrences with {@code expand=true}. */
final class EntryLists {
  private static final Duration WIDEST = Duration.ofDays(400);

  /** JSON is made of what is on the page only. */
  private record Item(Position position, Supplier<ObjectNode> json) {}

  private final StoredSchedule schedule;
  private final Tx tx;
  private final Caller caller;
  private final UserId viewer;
  private final Collection<EntryBadges> badges;

  EntryLists(StoredSchedule schedule, Tx tx, Caller caller, Collection<EntryBadges> badges) {
    this.schedule = schedule;
    this.tx = tx;
    this.caller = caller;
    this.viewer = caller.user();
    this.badges = badges;
  }

  ObjectNode list(Query query) {
    query.only("from", "to", "expand", "assignee", "updatedSince", "badges", "limit", "cursor");
    int limit = query.limit();
    boolean expand = query.flag("expand");
    var listing =
        new Listing(
            window(query, expand),
            query.text("assignee").map(this::user),
            query.time("updatedSince").map(time -> time.toInstant()),
            query.text("cursor").map(Cursor::parse),
            limit + 1);
    ObjectNode page = page(expand ? occurrences(listing) : entries(listing), limit);
    if (query.flag("badges")) {
      badges.forEach(said -> Badges.add(page.withArray("items"), said, tx, caller));
    }
    return page;
  }

  private UserId user(String text) {
    return text.equals("me") ? viewer : new UserId(JsonIn.uuid(text, "assignee"));
  }

  private static Optional<Window> window(Query query, boolean needed) {
    var from = query.time("from");
    var to = query.time("to");
    if (from.isEmpty() && to.isEmpty() && !needed) {
      return Optional.empty();
    }
    if (from.isEmpty() || to.isEmpty()) {
      throw Refusal.of(
          400,
          "missing_parameter",
          "from and to belong together; expand=true needs both.",
          from.isEmpty() ? "from" : "to");
    }
    if (!to.get().isAfter(from.get())) {
      throw Refusal.of(400, "end_before_start", "to: must lie after from.", "to");
    }
    if (needed && Duration.between(from.get(), to.get()).compareTo(WIDEST) > 0) {
      throw Refusal.of(
          400, "range_too_long", "to: occurrences are listed for at most 400 days.", "to");
    }
    return Optional.of(Window.of(from.get(), to.get()));
  }

  private List<Item> entries(Listing listing) {
    return schedule.list(tx, listing).stream().map(this::entry).toList();
  }

  private List<Item> occurrences(Listing listing) {
    List<Item> singles = schedule.singles(tx, listing).stream().map(this::entry).toList();
    Optional<Instant> last =
        singles.size() < listing.limit()
            ? Optional.empty()
            : Optional.of(singles.getLast().position().start());
    Window part =
        listing.window().orElseThrow().between(listing.after().map(Position::start), last);
    Stream<Item> series =
        schedule.series(tx, listing, last).stream()
            .flatMap(stored -> occurrences(stored, part))
            .filter(
                item -> listing.after().map(a -> item.position().compareTo(a) > 0).orElse(true));
    return Stream.concat(singles.stream(), series)
        .sorted(Comparator.comparing(Item::position))
        .limit(listing.limit())
        .toList();
  }

  private Stream<Item> occurrences(StoredEntry stored, Window window) {
    return Expansion.of(stored.entry().content(), window).entrySet().stream()
        .map(
            found ->
                new Item(
                    position(stored, found.getValue().when(), found.getKey().toString()),
                    () -> EntryJson.of(stored, found.getKey(), found.getValue(), viewer)));
  }

  private Item entry(StoredEntry stored) {
    return new Item(
        new Position(StoredSchedule.orderedBy(stored), stored.entry().id(), ""),
        () -> EntryJson.of(stored, viewer));
  }

  private static Position position(StoredEntry stored, When when, String slot) {
    Instant start = StoredSchedule.startOf(when);
    return new Position(start, stored.entry().id(), slot);
  }

  private static ObjectNode page(List<Item> found, int limit) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode items = page.putArray("items");
    found.stream().limit(limit).forEach(item -> items.add(item.json().get()));
    if (found.size() > limit) {
      return page.put("next", Cursor.of(found.get(limit - 1).position()));
    }
    return page.putNull("next");
  }
}
