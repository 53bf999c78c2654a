package io.concordat.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.Call;
import io.concordat.sandbox.http.Json;
import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.List;
import java.util.Set;

/** The account, its mailbox settings, its calendars, the zones. */
final class MailboxApi {
  private static final Set<String> PROFILE =
      Set.of("User.Read", "User.ReadWrite", "User.Read.All", "Directory.Read.All");
  private static final Set<String> SETTINGS =
      Set.of("MailboxSettings.Read", "MailboxSettings.ReadWrite");

  private final Mailboxes world;

  MailboxApi(Mailboxes world) {
    this.world = world;
  }

  Reply me(Caller caller) {
    caller.needsOneOf(PROFILE);
    return world.read(
        () -> {
          Mailbox box = world.box(caller.userId());
          ObjectNode json = Json.object().put("id", box.userId()).put("mail", box.email());
          json.put("userPrincipalName", box.email()).put("displayName", box.displayName());
          json.putNull("jobTitle").putNull("mobilePhone").putNull("preferredLanguage");
          json.putArray("businessPhones");
          return Reply.json(200, json);
        });
  }

  Reply settings(Caller caller) {
    caller.needsOneOf(SETTINGS);
    return world.read(
        () -> {
          String zone = world.box(caller.userId()).zone().name();
          ObjectNode json = Json.object().put("timeZone", zone).put("dateFormat", "yyyy-MM-dd");
          json.put("timeFormat", "HH:mm").put("userPurpose", "user");
          json.putObject("language").put("locale", "en-US").put("displayName", "English");
          json.putObject("workingHours").putObject("timeZone").put("name", zone);
          return Reply.json(200, json);
        });
  }

  Reply zones(Call call, Caller caller, String segment) {
    caller.needsOneOf(PROFILE);
    Iterable<String> names =
        switch (segment) {
          case "supportedTimeZones",
              "supportedTimeZones()",
              "supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Windows')" ->
              Zone.windowsNames();
          case "supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')" ->
              Zone.ianaNames();
          default -> throw GraphError.noSegment(segment);
        };
    ObjectNode json = Json.object().put("@odata.context", Pages.context(call.request()));
    ArrayNode value = json.putArray("value");
    names.forEach(name -> value.addObject().put("alias", name).put("displayName", name));
    return Reply.json(200, json);
  }

  Reply calendars(Call call, Place place) {
    place.reading();
    Request request = call.request();
    return world.read(
        () ->
            Pages.reply(
                request,
                Prefer.of(request),
                List.copyOf(place.box().folders()),
                folder -> folder.json(place.box())));
  }

  Reply calendar(Place place) {
    place.reading();
    return world.read(() -> Reply.json(200, place.folder().json(place.box())));
  }

  Reply create(Call call, Place place) {
    place.writing();
    String name =
        Json.text(Json.parse(call.request().body()), "name")
            .orElseThrow(() -> GraphError.invalidProperty("name is missing."));
    return world.write(_ -> Reply.json(201, place.box().add(name, false, true).json(place.box())));
  }
}
