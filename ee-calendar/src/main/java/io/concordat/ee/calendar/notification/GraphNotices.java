package io.concordat.ee.calendar.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.ee.calendar.sync.Wake;
import io.concordat.spi.channel.Channels;
import io.concordat.spi.channel.Channels.Hint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The items of one POST of Microsoft Graph, read with forgiveness: they may belong to many
 * subscriptions and directories, come twice and in any order, and one bad one spoils no other.
 *
 * @param hints one for each channel and secret, with the strongest word of care
 * @param unnamed items that name no channel of ours
 */
record GraphNotices(List<Hint> hints, int unnamed) {
  private static final JsonMapper JSON = new JsonMapper();

  /** What we asked Graph to say with each notice: {@code <channelId>.<secret>}. */
  private static final Pattern CLIENT_STATE = Pattern.compile("([A-Za-z0-9-]{1,64})\\.[^\\x00]+");

  /** https://learn.microsoft.com/en-us/graph/change-notifications-lifecycle-events */
  private static final Map<String, String> CARES =
      Map.of(
          "reauthorizationRequired", "reauthorize",
          "subscriptionRemoved", "removed",
          "missed", "missed");

  GraphNotices {
    hints = List.copyOf(hints);
  }

  /** Empty: this is no body of notices. */
  static Optional<GraphNotices> read(String body) {
    try {
      JsonNode items = JSON.readTree(body).path("value");
      return items.isArray() ? Optional.of(of(items)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static GraphNotices of(JsonNode items) {
    var hints = new LinkedHashMap<String, Hint>();
    int unnamed = 0;
    for (JsonNode item : items) {
      Optional<Hint> hint = hint(item);
      hint.ifPresent(
          found -> hints.merge(found.secret().orElseThrow(), found, GraphNotices::stronger));
      unnamed += hint.isPresent() ? 0 : 1;
    }
    return new GraphNotices(new ArrayList<>(hints.values()), unnamed);
  }

  private static Optional<Hint> hint(JsonNode item) {
    var state = CLIENT_STATE.matcher(item.path("clientState").asText());
    if (!state.matches() || Wake.is(state.group(1))) {
      return Optional.empty();
    }
    // A word that is new to us is a hint like any other.
    var care = Optional.ofNullable(CARES.get(item.path("lifecycleEvent").asText()));
    return Optional.of(new Hint(state.group(1), Optional.of(state.group()), care));
  }

  private static Hint stronger(Hint one, Hint other) {
    return strength(one) >= strength(other) ? one : other;
  }

  private static int strength(Hint hint) {
    return hint.care().map(Channels.CARES::indexOf).orElse(-1);
  }
}
