package io.concordat.dist.scene;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.TwinControl;
import java.util.ArrayList;
import java.util.List;

/** Both vendors' twins as one. */
public record Vendors(TwinControl google, TwinControl microsoft) {

  /** A place in both logs of requests. */
  public record Mark(long google, long microsoft) {}

  public Mark mark() {
    return new Mark(google.mark(), microsoft.mark());
  }

  public TwinControl.Requests since(Mark mark) {
    List<JsonNode> rows = new ArrayList<>(google.since(mark.google()).rows());
    rows.addAll(microsoft.since(mark.microsoft()).rows());
    return new TwinControl.Requests(rows);
  }

  public int mails() {
    return google.mails() + microsoft.mails();
  }

  public int notifications() {
    return count(google) + count(microsoft);
  }

  private static int count(TwinControl twin) {
    return twin.read("notifications").path("count").asInt();
  }
}
