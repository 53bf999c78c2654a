package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.activity.Deed;
import io.concordat.ee.calendar.activity.Deed.Action;
import io.concordat.ee.calendar.activity.Deed.Facts;
import io.concordat.ee.calendar.activity.Deed.Side;
import io.concordat.ee.calendar.mapping.Because;
import io.concordat.ee.calendar.mapping.Because.Cause;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.reconcile.Landed;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.sync.Dispatch.Answer;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what effects do: to entries by the commands that changed one, at the vendor by answers. */
final class Deeds {
  private Deeds() {}

  /**
   * What changed here.
   *
   * @param versions after the commands; what is equal already keeps its version
   */
  static List<Deed> here(Effects effects, Map<ScheduleEntryId, Long> versions) {
    var deeds = new ArrayList<Deed>();
    effects.origins.forEach(
        (entry, origin) -> {
          if (!origin.version().equals(Optional.ofNullable(versions.get(entry)))) {
            deeds.add(here(effects, entry, origin));
          }
        });
    return deeds;
  }

  private static Deed here(Effects effects, ScheduleEntryId entry, Effects.Origin origin) {
    Optional<Command> command = Optional.ofNullable(effects.commands.get(entry));
    var users = Optional.ofNullable(effects.assignments.get(entry)).map(to -> to.users());
    var before = origin.before().map(ScheduleEntry::content);
    Facts old = new Facts(before, users.flatMap(to -> origin.assignees()));
    return command
        .map(
            one ->
                switch (one) {
                  case Command.Create create ->
                      deed(
                          Action.CREATE,
                          origin,
                          Facts.NONE,
                          new Facts(
                              Optional.of(create.content()), Optional.of(create.assignees())));
                  case Command.Update update ->
                      deed(
                          Action.UPDATE,
                          origin,
                          old,
                          new Facts(Optional.of(update.content()), users));
                  case Command.Delete delete -> deed(Action.DELETE, origin, old, Facts.NONE);
                  case Command.Assign assign ->
                      throw new IllegalStateException("assignments come after the commands");
                })
        .orElseGet(() -> deed(Action.UPDATE, origin, old, new Facts(before, users)));
  }

  private static Deed deed(Action action, Effects.Origin origin, Facts before, Facts after) {
    return Deed.of(Side.HERE, action, origin.because(), origin.mapping(), before, after);
  }

  /** A write was answered. */
  static Deed there(Answer answer, Optional<RemoteParts> parts) {
    return there(answer.todo()).answered(parts.map(RemoteParts::id), answer.receipt());
  }

  private static Deed there(Todo todo) {
    return switch (todo) {
      case Todo.Create(var mapping, var version, var content) ->
          there(Action.CREATE, mapping, Optional.empty(), Optional.of(content));
      case Todo.Update(var mapping, var version, var from, var to) ->
          there(Action.UPDATE, mapping, Optional.of(from), Optional.of(to));
      case Todo.Delete(var mapping, var version, var from) ->
          there(Action.DELETE, mapping, Optional.of(from), Optional.empty());
      case Todo.Look look -> throw new IllegalStateException("a look writes nothing");
    };
  }

  static Deed refused(Answer answer, String reason) {
    Deed wanted = there(answer, Optional.empty());
    return new Deed(
        Side.THERE,
        Action.REFUSE,
        wanted.because(),
        wanted.entry(),
        wanted.remoteId(),
        wanted.before(),
        wanted.after(),
        reason,
        wanted.requestId());
  }

  /** A write whose answer was lost had been done. */
  static Deed found(Mapping mapping, Landed landed) {
    Action action =
        landed.to().isEmpty()
            ? Action.DELETE
            : landed.from().isEmpty() ? Action.CREATE : Action.UPDATE;
    return there(action, mapping, landed.from(), landed.to()).with(Deed.ANSWER_LOST);
  }

  private static Deed there(
      Action action, Mapping mapping, Optional<EntryContent> from, Optional<EntryContent> to) {
    Because why = mapping.standing().because().orElse(Because.of(Cause.USER_EDIT));
    return Deed.of(Side.THERE, action, why, mapping, Facts.of(from), Facts.of(to));
  }

  /** Of both sides, without their contents. */
  static Deed both(Action action, Because because, Subject subject) {
    var content = subject.content();
    return Deed.of(
        Side.BOTH, action, because, subject.mapping(), Facts.of(content), Facts.of(content));
  }
}
