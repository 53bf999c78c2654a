package io.concordat.web.live;

import io.concordat.identity.Permissions;
import io.concordat.notify.NoticeBoard;
import io.concordat.spi.event.Event;
import io.concordat.spi.page.LiveKind;
import io.concordat.spi.tenant.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What somebody's pages may listen to, and which events tell of it.
 *
 * @param reader whose own matters are told to nobody else
 */
record Kinds(UserId reader, List<LiveKind> all) {
  private static final LiveKind NOTICES = LiveKind.of("notification", "", NoticeBoard.CHANGED);

  private static final List<LiveKind> OWN =
      List.of(
          LiveKind.of("schedule_entry", Permissions.SCHEDULE_READ, "SCHEDULE_ENTRY_"),
          LiveKind.of("microsoft_profile", Permissions.SETTINGS_READ, "MICROSOFT_PROFILE_"),
          LiveKind.of("microsoft_binding", Permissions.SETTINGS_READ, "MICROSOFT_BINDING_"),
          LiveKind.of("google_app", Permissions.SETTINGS_READ, "GOOGLE_APP_"));

  Kinds {
    all = List.copyOf(all);
  }

  /** Core's and the plugins', for whoever has these permissions. */
  static Kinds of(UserId reader, Set<String> permissions, List<LiveKind> brought) {
    return new Kinds(
        reader,
        Stream.concat(
                Stream.of(NOTICES),
                Stream.concat(OWN.stream(), brought.stream())
                    .filter(kind -> permissions.contains(kind.permission())))
            .toList());
  }

  List<LiveKind> of(Event event) {
    return all.stream()
        .filter(kind -> kind.types().stream().anyMatch(event.type()::startsWith))
        .filter(kind -> !kind.equals(NOTICES) || event.subject().equals(reader.value()))
        .toList();
  }

  /** Empty when the event does not name one: any of the kind may have changed. */
  static Optional<UUID> id(LiveKind kind, Event event) {
    return kind.idField().isEmpty()
        ? Optional.of(event.subject())
        : kind.idField()
            .flatMap(field -> Optional.ofNullable(event.data().get(field)))
            .map(Object::toString)
            .map(UUID::fromString);
  }
}
