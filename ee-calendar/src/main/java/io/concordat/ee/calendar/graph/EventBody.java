package io.concordat.ee.calendar.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.ee.calendar.event.Refusal;

/** What is to be sent for a content. */
sealed interface EventBody {
  /** The JSON of a POST or PATCH; an empty object when nothing differs. */
  record Ready(ObjectNode json) implements EventBody {}

  /** Graph cannot hold it the same way. */
  record Refused(Refusal reason) implements EventBody {}
}
