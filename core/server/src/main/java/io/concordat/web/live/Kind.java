package io.concordat.web.live;

import io.concordat.identity.Permissions;
import io.concordat.spi.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** What pages listen to, which events tell of it, and who may hear of it. */
enum Kind {
  SCHEDULE_ENTRY("", Permissions.SCHEDULE_READ, "SCHEDULE_ENTRY_"),
  /** What plugins say about an entry. */
  ENTRY_BADGE("entryId", Permissions.SCHEDULE_READ, "CALENDAR_(SYNC_COMPLETED|CONFLICT_)"),
  CALENDAR_RUN("runId", Permissions.CALENDAR_CONNECT, "CALENDAR_SYNC_"),
  CALENDAR_PROVIDER("", Permissions.CALENDAR_CONNECT, "CALENDAR_(SYNC|PROVIDER|SUBSCRIPTION)_"),
  CALENDAR_CONFLICT("", Permissions.CALENDAR_CONNECT, "CALENDAR_CONFLICT_"),
  MICROSOFT_PROFILE("", Permissions.SETTINGS_READ, "MICROSOFT_PROFILE_"),
  MICROSOFT_BINDING("", Permissions.SETTINGS_READ, "MICROSOFT_BINDING_"),
  GOOGLE_APP("", Permissions.SETTINGS_READ, "GOOGLE_APP_");

  private final String idField;
  private final String permission;
  private final Pattern types;

  /**
   * @param idField where in the event's data the id is; empty: it is the subject
   * @param types how the types of its events begin
   */
  Kind(String idField, String permission, String types) {
    this.idField = idField;
    this.permission = permission;
    this.types = Pattern.compile(types);
  }

  /** As it is called on the wire. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<Kind> of(Event event, Set<String> permissions) {
    return Arrays.stream(values())
        .filter(kind -> permissions.contains(kind.permission))
        .filter(kind -> kind.types.matcher(event.type()).lookingAt())
        .toList();
  }

  /** Empty when the event does not name one: any of the kind may have changed. */
  Optional<UUID> id(Event event) {
    if (idField.isEmpty()) {
      return Optional.of(event.subject());
    }
    return Optional.ofNullable(event.data().get(idField))
        .map(Object::toString)
        .map(UUID::fromString);
  }
}
