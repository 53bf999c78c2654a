package io.concordat.sandbox.graph;

import java.util.Set;

/** The properties of an event that only Exchange writes. */
final class Answered {
  static final Set<String> NAMES =
      Set.of(
          "id",
          "createdDateTime",
          "lastModifiedDateTime",
          "changeKey",
          "iCalUId",
          "uid",
          "type",
          "seriesMasterId",
          "isCancelled",
          "isOrganizer",
          "isDraft",
          "organizer",
          "responseStatus",
          "onlineMeeting",
          "onlineMeetingUrl",
          "originalStart",
          "originalStartTimeZone",
          "originalEndTimeZone",
          "occurrenceId",
          "webLink",
          "bodyPreview",
          "hasAttachments",
          "cancelledOccurrences",
          "exceptionOccurrences",
          "transactionId");

  private Answered() {}
}
