package io.concordat.ee.calendar.activity;

import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.UserId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One thing that was done, or was not done for a reason.
 *
 * @param remoteId the vendor's id of the event, as far as it is known
 * @param reason a stable code, or empty
 * @param requestId by which the vendor knows the request, or empty
 */
public record Deed(
    Side side,
    Action action,
    Because because,
    Optional<ScheduleEntryId> entry,
    Optional<String> remoteId,
    Facts before,
    Facts after,
    String reason,
    String requestId) {
  /** A write whose answer never came was found to have been done. */
  public static final String ANSWER_LOST = "answer_lost";

  /** The event was gone before it could be deleted. */
  public static final String ALREADY_GONE = "already_gone";

  /** Where. */
  public enum Side {
    HERE,
    THERE,
    /** Neither was changed, both are concerned. */
    BOTH;

    public String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What. */
  public enum Action {
    CREATE,
    UPDATE,
    DELETE,
    /** A conflict was found. */
    CONFLICT,
    /** A conflict is over. */
    RESOLVE,
    /** The vendor does not hold it. */
    REFUSE,
    /** A write that would mail guests waits for a person. */
    HOLD,
    /** An event that cannot be read was put aside. */
    QUARANTINE;

    public String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One side's state. */
  public record Facts(Optional<EntryContent> content, Optional<Set<UserId>> assignees) {
    public static final Facts NONE = new Facts(Optional.empty(), Optional.empty());

    public static Facts of(EntryContent content) {
      return new Facts(Optional.of(content), Optional.empty());
    }

    public static Facts of(Optional<EntryContent> content) {
      return new Facts(content, Optional.empty());
    }
  }

  public static Deed of(
      Side side, Action action, Because because, Mapping mapping, Facts before, Facts after) {
    return new Deed(
        side,
        action,
        because,
        Optional.of(mapping.entry()),
        mapping.remoteId(),
        before,
        after,
        "",
        "");
  }

  /** An event of the vendor's that belongs to no entry. */
  public static Deed aside(String remoteId, String reason) {
    return new Deed(
        Side.HERE,
        Action.QUARANTINE,
        Because.VENDOR,
        Optional.empty(),
        Optional.of(remoteId),
        Facts.NONE,
        Facts.NONE,
        reason,
        "");
  }

  public Deed with(String why) {
    return new Deed(side, action, because, entry, remoteId, before, after, why, requestId);
  }

  public Deed answered(Optional<String> remote, Optional<String> request) {
    return new Deed(
        side,
        action,
        because,
        entry,
        remote.or(() -> remoteId),
        before,
        after,
        reason,
        request.orElse(requestId));
  }

  boolean isPrivate() {
    return contents().anyMatch(EntryContent::isPrivate);
  }

  String title() {
    return contents().findFirst().map(EntryContent::title).orElse("");
  }

  private Stream<EntryContent> contents() {
    return Stream.of(after, before).flatMap(facts -> facts.content().stream());
  }
}
