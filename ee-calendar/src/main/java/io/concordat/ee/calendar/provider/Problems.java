package io.concordat.ee.calendar.provider;

import io.concordat.spi.http.Reply;

/** The problems that several routes answer with. */
public final class Problems {
  private Problems() {}

  public static Reply notFound() {
    return new Reply.Problem(404, "not_found", "There is nothing with this id.");
  }

  public static Reply forbidden(String permission) {
    return new Reply.Problem(
        403, "forbidden", "This needs the permission " + permission + "; ask an administrator.");
  }

  public static Reply noIfMatch() {
    return new Reply.Problem(
        428,
        "if_match_required",
        "Send If-Match with the ETag that the last GET answered, so that no change is lost.",
        "If-Match");
  }

  static Reply readOnly() {
    return new Reply.Problem(
        409,
        "calendar_read_only",
        "This account may only read the calendar: choose the direction from_external.",
        "calendarId");
  }

  public static Reply stale() {
    return new Reply.Problem(
        412, "stale_version", "Somebody changed it meanwhile: read it again.", "If-Match");
  }
}
