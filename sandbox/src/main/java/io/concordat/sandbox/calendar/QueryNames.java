package io.concordat.sandbox.calendar;

import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Request;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses query parameters that the discovery document does not know for a method. */
final class QueryNames {
  private static final Set<String> EVERYWHERE =
      names(
          "$.xgafv access_token alt callback fields key oauth_token prettyPrint quotaUser"
              + " uploadType upload_protocol userIp");
  private static final Set<String> LIST =
      names(
          "alwaysIncludeEmail eventTypes iCalUID maxAttendees maxResults orderBy pageToken"
              + " privateExtendedProperty q sharedExtendedProperty showDeleted"
              + " showHiddenInvitations singleEvents syncToken timeMax timeMin timeZone updatedMin");
  private static final Set<String> INSTANCES =
      names(
          "alwaysIncludeEmail maxAttendees maxResults originalStart pageToken showDeleted timeMax"
              + " timeMin timeZone");
  private static final Set<String> GET = names("alwaysIncludeEmail maxAttendees timeZone");
  private static final Set<String> WRITE =
      names(
          "alwaysIncludeEmail conferenceDataVersion eventLabelVersion maxAttendees"
              + " sendNotifications sendUpdates supportsAttachments");
  private static final Set<String> SEND = names("sendNotifications sendUpdates destination");
  private static final Set<String> CALENDARS =
      names(
          "maxResults minAccessRole pageToken showDeleted showHidden showOwnOrganizationOnly"
              + " syncToken colorRgbFormat");

  private QueryNames() {}

  private static Set<String> names(String names) {
    return Stream.of(names.split(" ")).collect(Collectors.toUnmodifiableSet());
  }

  static void check(Request request, List<String> path) {
    Set<String> known = known(request.method(), path);
    for (String name : request.query().names()) {
      if (!known.contains(name) && !EVERYWHERE.contains(name)) {
        throw GoogleError.invalidParameter(
            name, "Invalid JSON payload received. Unknown name \"" + name + "\"");
      }
    }
  }

  private static Set<String> known(String method, List<String> path) {
    boolean events = path.size() >= 5 && path.get(4).equals("events");
    String last = path.getLast();
    if (!events) {
      return CALENDARS;
    }
    return switch (method) {
      case "GET" -> path.size() == 5 ? LIST : last.equals("instances") ? INSTANCES : GET;
      case "DELETE" -> SEND;
      case "POST" -> last.equals("watch") ? LIST : last.equals("move") ? SEND : WRITE;
      default -> WRITE;
    };
  }
}
