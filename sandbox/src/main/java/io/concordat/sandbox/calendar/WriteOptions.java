package io.concordat.sandbox.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.http.GoogleError;
import io.concordat.sandbox.http.Params;
import io.concordat.sandbox.http.Request;
import java.util.List;
import java.util.Optional;

/** The parts of a write that stand in the query and the headers. */
record WriteOptions(
    String sendUpdates, boolean conferences, boolean attachments, Optional<String> ifMatch) {
  static WriteOptions of(Request request) {
    Params query = request.query();
    return new WriteOptions(
        sendUpdates(query),
        version(query, "conferenceDataVersion"),
        query.flag("supportsAttachments"),
        request.header("If-Match"));
  }

  /** Without the parameter Google may still send mails, so the twin counts them. */
  private static String sendUpdates(Params query) {
    String value = query.first("sendUpdates").orElse(legacy(query));
    if (!List.of("all", "externalOnly", "none").contains(value)) {
      throw GoogleError.invalidParameter("sendUpdates", "Invalid value for: sendUpdates");
    }
    return value;
  }

  private static String legacy(Params query) {
    return query.has("sendNotifications") && !query.flag("sendNotifications") ? "none" : "all";
  }

  private static boolean version(Params query, String name) {
    return switch (query.first(name).orElse("0")) {
      case "0" -> false;
      case "1" -> true;
      default -> throw GoogleError.invalidParameter(name, "Invalid value for: " + name);
    };
  }

  void check(StoredEvent current) {
    if (ifMatch.isPresent()
        && !ifMatch.get().equals("*")
        && !ifMatch.get().equals(current.etag())) {
      throw GoogleError.conditionNotMet();
    }
  }

  /** Without its version parameter conference data is ignored, and so are attachments. */
  ObjectNode filter(ObjectNode writable) {
    if (!conferences) {
      writable.remove("conferenceData");
    }
    if (!attachments) {
      writable.remove("attachments");
    }
    return writable;
  }

  boolean mails(boolean external) {
    return sendUpdates.equals("all") || (sendUpdates.equals("externalOnly") && external);
  }
}
