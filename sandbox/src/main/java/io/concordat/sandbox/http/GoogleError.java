package io.concordat.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal in the words of Google's APIs: status, domain, reason, message, location. */
public final class GoogleError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String domain;
  private final String reason;
  private final String locationType;
  private final String location;
  private String limit = "";

  private GoogleError(
      int status, String domain, String reason, String message, String type, String location) {
    super(message, null, false, false);
    this.status = status;
    this.domain = domain;
    this.reason = reason;
    this.locationType = type;
    this.location = location;
  }

  public static GoogleError of(int status, String domain, String reason, String message) {
    return new GoogleError(status, domain, reason, message, "", "");
  }

  private static GoogleError at(
      int status, String domain, String reason, String message, String type, String location) {
    return new GoogleError(status, domain, reason, message, type, location);
  }

  public static GoogleError invalid(String message) {
    return of(400, "global", "invalid", message);
  }

  public static GoogleError badRequest(String message) {
    return of(400, "global", "badRequest", message);
  }

  public static GoogleError invalidParameter(String name, String message) {
    return at(400, "global", "invalid", message, "parameter", name);
  }

  public static GoogleError required(String message) {
    return of(400, "global", "required", message);
  }

  public static GoogleError parseError() {
    return of(400, "global", "parseError", "Parse Error");
  }

  public static GoogleError timeRangeEmpty() {
    return of(400, "calendar", "timeRangeEmpty", "The specified time range is empty.");
  }

  public static GoogleError loginRequired() {
    return at(401, "global", "required", "Login Required", "header", "Authorization");
  }

  public static GoogleError authError() {
    return at(401, "global", "authError", "Invalid Credentials", "header", "Authorization");
  }

  public static GoogleError insufficientPermissions() {
    return of(403, "global", "insufficientPermissions", "Insufficient Permission");
  }

  public static GoogleError forbidden(String message) {
    return of(403, "global", "forbidden", message);
  }

  public static GoogleError notOrganizer() {
    return of(
        403,
        "calendar",
        "forbiddenForNonOrganizer",
        "Shared properties can only be changed by the organizer of the event.");
  }

  public static GoogleError notFound() {
    return of(404, "global", "notFound", "Not Found");
  }

  public static GoogleError duplicate() {
    return of(409, "global", "duplicate", "The requested identifier already exists.");
  }

  public static GoogleError deleted() {
    return of(410, "global", "deleted", "Resource has been deleted");
  }

  public static GoogleError fullSyncRequired() {
    return at(
        410,
        "calendar",
        "fullSyncRequired",
        "Sync token is no longer valid, a full sync is required.",
        "parameter",
        "syncToken");
  }

  public static GoogleError conditionNotMet() {
    return at(412, "global", "conditionNotMet", "Precondition Failed", "header", "If-Match");
  }

  /**
   * @param limit whose limit it is, as {@code quota_limit} names it; empty for the limits of one
   *     calendar, of which nobody tells more
   */
  public static GoogleError usageLimit(int status, String reason, String message, String limit) {
    GoogleError error = of(status, "usageLimits", reason, message);
    error.limit = limit;
    return error;
  }

  public static GoogleError backendError(int status) {
    return of(status, "global", "backendError", "Backend Error");
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }

  public Reply toReply() {
    ObjectNode entry = Json.object().put("domain", domain).put("reason", reason);
    entry.put("message", getMessage());
    if (!location.isEmpty()) {
      entry.put("locationType", locationType).put("location", location);
    }
    ObjectNode error = Json.object();
    error.putArray("errors").add(entry);
    error.put("code", status).put("message", getMessage());
    if (!limit.isEmpty()) {
      error.putArray("details").add(details());
    }
    ObjectNode body = Json.object();
    body.set("error", error);
    return authenticate(Reply.json(status, body));
  }

  /** As Google's ErrorInfo has it. */
  private ObjectNode details() {
    ObjectNode info =
        Json.object()
            .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
            .put("reason", "RATE_LIMIT_EXCEEDED")
            .put("domain", "googleapis.com");
    info.putObject("metadata")
        .put("service", "calendar-json.googleapis.com")
        .put("quota_limit", limit);
    return info;
  }

  private Reply authenticate(Reply reply) {
    return status == 401
        ? reply.with("WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\"")
        : reply;
  }
}
