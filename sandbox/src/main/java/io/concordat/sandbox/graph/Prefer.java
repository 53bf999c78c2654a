package io.concordat.sandbox.graph;

import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Prefer} header of a request; nothing of it is remembered in links. */
record Prefer(
    Zone zone, boolean immutable, boolean text, OptionalInt pageSize, List<String> applied) {
  static final Prefer NONE = new Prefer(Zone.UTC, false, false, OptionalInt.empty(), List.of());
  private static final Pattern ITEM =
      Pattern.compile("\\s*([A-Za-z.-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^,;\\s]*))\\s*");

  static Prefer of(Request request) {
    String header = request.header("Prefer").orElse("");
    Optional<String> zone = value(header, "outlook.timezone");
    boolean immutable = value(header, "IdType").filter("ImmutableId"::equalsIgnoreCase).isPresent();
    boolean text =
        value(header, "outlook.body-content-type").filter("text"::equalsIgnoreCase).isPresent();
    List<String> applied = new ArrayList<>();
    zone.ifPresent(name -> applied.add("outlook.timezone=\"" + name + "\""));
    if (immutable) {
      applied.add("IdType=\"ImmutableId\"");
    }
    if (text) {
      applied.add("outlook.body-content-type=\"text\"");
    }
    return new Prefer(
        zone.map(Zone::shown).orElse(Zone.UTC), immutable, text, pageSize(header), applied);
  }

  private static OptionalInt pageSize(String header) {
    Optional<String> size = value(header, "odata.maxpagesize").filter(v -> v.matches("\\d{1,5}"));
    return size.map(v -> OptionalInt.of(Math.clamp(Integer.parseInt(v), 1, 1000)))
        .orElse(OptionalInt.empty());
  }

  private static Optional<String> value(String header, String name) {
    Matcher matcher = ITEM.matcher(header);
    while (matcher.find()) {
      if (matcher.group(1).equalsIgnoreCase(name)) {
        return Optional.of(matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
      }
    }
    return Optional.empty();
  }

  Reply sign(Reply reply) {
    return applied.isEmpty() ? reply : reply.with("Preference-Applied", String.join(", ", applied));
  }
}
