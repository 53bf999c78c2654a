package io.concordat.sandbox.ics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The calendar a file goes into. Events come in the shape {@link IcsEvent} gives them, that of
 * Google's API; what the calendar cannot hold it refuses with {@link NotHeld}.
 */
public interface Target {
  ZoneId zone();

  /** Runs several of these as one change. */
  <T> T together(Supplier<T> work);

  /** Adds a single event or a master; one that has its UID already is brought up to date. */
  void addImported(ObjectNode event);

  Optional<String> idOfUid(String uid);

  /**
   * Changes or cancels one occurrence of a stored series; false if the series has no occurrence at
   * that original start.
   */
  boolean addException(String masterId, ObjectNode originalStart, ObjectNode change);
}
