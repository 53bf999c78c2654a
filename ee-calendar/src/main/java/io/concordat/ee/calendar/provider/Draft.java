package io.concordat.ee.calendar.provider;

import io.concordat.ee.calendar.pace.Pace;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads what people send to make or change a provider. */
final class Draft {
  private static final Set<String> DIRECTIONS =
      Set.of("bidirectional", "to_external", "from_external");
  private static final Set<String> MODES = Set.of("all", "tagged", "none");
  private static final Set<String> GUEST_MEETINGS = Set.of("hold", "allow");
  private static final int NAME = 200;
  private static final int CALENDAR = 1_024;
  private static final int TAG = 100;
  private static final int CREATES = 1_000_000;

  private Draft() {}

  static Provider create(String body, Caller caller, Secret wake, Instant now) {
    StrictBody fields =
        StrictBody.read(
            body,
            Set.of(
                "vendor",
                "name",
                "calendarId",
                "direction",
                "importRule",
                "guestMeetings",
                "mirror",
                "createsAtOnce",
                "planFirst",
                "userId"));
    Brand brand = brand(fields.text("vendor").orElseThrow(Draft::noVendor));
    return new Provider(
        UUID.randomUUID(),
        fields.text("userId").map(Draft::user).orElse(caller.user()),
        brand,
        calendar(fields, brand),
        Optional.empty(),
        new Provider.Settings(
            fields.text("name", NAME).orElse(brand.calendar()),
            fields.oneOf("direction", DIRECTIONS).orElse("bidirectional"),
            rule(fields).orElse(Provider.Rule.ALL),
            true,
            false,
            outgoing(fields, Provider.Outgoing.CAREFUL, false)),
        new Provider.Link(Provider.Connection.CONFIGURING, Optional.empty(), wake),
        new Provider.Progress(
            Optional.empty(),
            0,
            Optional.empty(),
            false,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new Provider.Trouble(Optional.empty(), Optional.empty(), Optional.empty(), false, 0),
        Pace.FREE,
        1,
        now);
  }

  /** Null: it is chosen when the account is connected. */
  private static Optional<String> calendar(StrictBody fields, Brand brand) {
    return fields.none("calendarId")
        ? Optional.empty()
        : Optional.of(brand.alias(fields.text("calendarId", CALENDAR).orElse(brand.alias())));
  }

  private static BadBody noVendor() {
    return new BadBody("missing_field", "vendor", "Say which vendor: " + known() + ".");
  }

  private static Brand brand(String vendor) {
    return Brand.named(vendor)
        .orElseThrow(() -> new BadBody("invalid_value", "vendor", "Must be " + known() + "."));
  }

  private static String known() {
    return String.join(" or ", Brand.names());
  }

  private static UserId user(String text) {
    return Reach.id(text)
        .map(UserId::new)
        .orElseThrow(() -> new BadBody("invalid_value", "userId", "Must be a user's id."));
  }

  /** The settings as they become, and the calendar. */
  record Patch(Provider.Settings settings, Optional<String> calendarId) {
    boolean rereads(Provider before) {
      return !settings.direction().equals(before.settings().direction())
          || !settings.importRule().equals(before.settings().importRule());
    }

    boolean allowsMail(Provider before) {
      return before.settings().outgoing().holdsMail() && !settings.outgoing().holdsMail();
    }
  }

  static Patch patch(String body, Provider before) {
    StrictBody fields =
        StrictBody.read(
            body,
            Set.of(
                "name",
                "direction",
                "importRule",
                "guestMeetings",
                "mirror",
                "createsAtOnce",
                "planFirst",
                "active",
                "paused",
                "calendarId"));
    Provider.Settings old = before.settings();
    Optional<String> calendar =
        fields
            .text("calendarId", CALENDAR)
            .map(before.brand()::alias)
            .filter(wanted -> !before.realCalendarId().equals(Optional.of(wanted)))
            .or(before::calendarId);
    if (!calendar.equals(before.calendarId()) && before.realCalendarId().isPresent()) {
      throw new BadBody(
          "calendar_fixed",
          "calendarId",
          "The calendar of a connected provider stays, so that nothing is lost:"
              + " add the other one as a calendar of its own.");
    }
    return new Patch(
        new Provider.Settings(
            fields.text("name", NAME).orElse(old.name()),
            fields.oneOf("direction", DIRECTIONS).orElse(old.direction()),
            rule(fields).orElse(old.importRule()),
            fields.bool("active").orElse(old.active()),
            fields.bool("paused").orElse(old.paused()),
            outgoing(fields, old.outgoing(), old.paused())),
        calendar);
  }

  private static Provider.Outgoing outgoing(
      StrictBody fields, Provider.Outgoing old, boolean paused) {
    return new Provider.Outgoing(
        fields.oneOf("guestMeetings", GUEST_MEETINGS).orElse(old.guestMeetings()),
        fields.bool("mirror").orElse(old.mirror()),
        fields.none("createsAtOnce")
            ? Optional.empty()
            : fields.whole("createsAtOnce", CREATES).or(old::createsAtOnce),
        fields.bool("planFirst").orElse(old.planFirst() && (paused || !resumes(fields))));
  }

  /** Whoever lets it go on waits for no plan any more; of two holds, the pause is lifted first. */
  private static boolean resumes(StrictBody fields) {
    return fields.has("paused") && !fields.bool("paused").orElse(true);
  }

  private static Optional<Provider.Rule> rule(StrictBody fields) {
    if (!fields.has("importRule")) {
      return Optional.empty();
    }
    return fields
        .object("importRule", Set.of("mode", "tag"))
        .map(Draft::tagged)
        .or(() -> fields.oneOf("importRule", Set.of("all", "none")).map(Draft::untagged));
  }

  private static Provider.Rule untagged(String mode) {
    return new Provider.Rule(mode, Optional.empty());
  }

  private static Provider.Rule tagged(StrictBody rule) {
    String mode =
        rule.oneOf("mode", MODES)
            .orElseThrow(
                () -> new BadBody("missing_field", "importRule.mode", "Say all, tagged or none."));
    Optional<String> tag = rule.text("tag", TAG);
    if (mode.equals("tagged") != tag.isPresent()) {
      throw new BadBody(
          "invalid_value", "importRule.tag", "A tag belongs to the mode tagged, and only to it.");
    }
    return new Provider.Rule(mode, tag);
  }
}
