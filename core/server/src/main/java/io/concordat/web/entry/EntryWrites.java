package io.concordat.web.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Role;
import io.concordat.identity.UserDirectory;
import io.concordat.schedule.Change;
import io.concordat.schedule.Draft;
import io.concordat.schedule.Expansion;
import io.concordat.schedule.Privacy;
import io.concordat.schedule.Rights;
import io.concordat.schedule.Series;
import io.concordat.schedule.StoredEntry;
import io.concordat.schedule.StoredSchedule;
import io.concordat.schedule.WorkItem;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.identity.Users;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import io.concordat.spi.schedule.RecurrenceId;
import io.concordat.spi.schedule.Schedule.Applied;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.JsonIn;
import io.concordat.web.Precondition;
import io.concordat.web.Refusal;
import io.concordat.web.Written;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes of one caller, in one transaction. */
final class EntryWrites {
  static final String PATH = "/api/v1/schedule/entries/";

  private static final String CAUSE = "api";

  private final StoredSchedule schedule;
  private final UserDirectory users;
  private final Tx tx;
  private final Caller caller;

  EntryWrites(StoredSchedule schedule, UserDirectory users, Tx tx, Caller caller) {
    this.schedule = schedule;
    this.users = users;
    this.tx = tx;
    this.caller = caller;
  }

  Written create(ObjectNode json) {
    Set<String> known = new HashSet<>(EntryIn.WRITABLE);
    known.add("id");
    JsonIn.only(json, known, "");
    UUID id =
        JsonIn.text(json, "id", 36)
            .map(text -> JsonIn.uuid(text, "id"))
            .orElseGet(UUID::randomUUID);
    Set<UserId> assignees = EntryIn.assignees(json).orElse(Set.of(caller.user()));
    EntryContent content = EntryIn.content(json);
    WorkItem workItem = EntryIn.workItem(json);
    Rights.toCreate(caller, assignees).ifPresent(denial -> deny(denial, id.toString()));
    checkAssignable(assignees);
    var draft =
        new Draft(
            new ScheduleEntryId(id), content, assignees, workItem, Optional.of(caller.user()));
    make(draft);
    return made(draft.id());
  }

  /** What was written becomes known, in the same transaction; titles do not. */
  void note(Audit audit, String action, Written written, String id, String scope) {
    Map<String, String> headers = written.headers();
    Map<String, String> detail = new HashMap<>();
    if (!scope.isEmpty()) {
      detail.put("scope", scope);
    }
    Optional.ofNullable(headers.get("Content-Location"))
        .ifPresent(made -> detail.put("made", made.substring(PATH.length())));
    String subject =
        Optional.ofNullable(headers.get("Location"))
            .map(made -> made.substring(PATH.length()))
            .orElse(id);
    audit.record(tx, new Audit.Entry(Optional.of(caller.user()), action, subject, "ok", detail));
  }

  private void make(Draft draft) {
    switch (result(schedule.create(tx, CAUSE, List.of(draft)), draft.id())) {
      case Applied.Done done -> {}
      case Applied.Stale stale ->
          throw Refusal.of(
              409, "id_taken", "id: an entry has or had this id; choose another.", "id");
    }
  }

  private Written made(ScheduleEntryId id) {
    StoredEntry stored = read(id);
    return Written.of(
        201,
        EntryJson.of(stored, caller.user()),
        Map.of("ETag", Precondition.etag(stored.entry().version()), "Location", PATH + id));
  }

  /** An entry that the caller may write, locked. */
  StoredEntry writable(String id) {
    StoredEntry stored =
        JsonIn.asUuid(id)
            .flatMap(uuid -> schedule.lock(tx, new ScheduleEntryId(uuid)))
            .orElseThrow(() -> Refusal.notFound(id));
    Rights.toWrite(caller, stored).ifPresent(denial -> deny(denial, id));
    return stored;
  }

  Written patch(StoredEntry stored, Scope scope, ObjectNode json) {
    return switch (scope) {
      case Scope.All all -> patchAll(stored, json);
      case Scope.This(RecurrenceId slot) -> patchThis(stored, slot, json);
      case Scope.Following(RecurrenceId slot) -> patchFollowing(stored, slot, json);
    };
  }

  private Written patchAll(StoredEntry stored, ObjectNode json) {
    var patch = new EntryPatch(EntryJson.of(stored, caller.user()), json, hides(stored));
    patch.check(false, subject(stored));
    EntryContent content = patch.content(stored.entry().content());
    Optional<Set<UserId>> assignees = patch.assignees();
    assignees.ifPresent(set -> checkAssign(stored, set));
    return changed(change(stored, content, assignees, patch.workItem()));
  }

  private Written patchThis(StoredEntry stored, RecurrenceId slot, ObjectNode json) {
    EntryContent series = stored.entry().content();
    Occurrence.Changed before = occurrence(series, slot);
    var patch =
        new EntryPatch(EntryJson.of(stored, slot, before, caller.user()), json, hides(stored));
    patch.check(true, subject(stored));
    EntryContent after = patch.content(alone(series, before));
    var shown =
        new Occurrence.Changed(
            after.title(), after.notes(), after.location(), after.when(), after.status());
    StoredEntry changed =
        change(stored, Series.change(series, slot, shown), Optional.empty(), Optional.empty());
    return Written.of(200, EntryJson.of(changed, slot, shown, caller.user()), etag(changed));
  }

  private static EntryContent alone(EntryContent series, Occurrence.Changed shown) {
    return new EntryContent(
        shown.title(),
        shown.notes(),
        shown.location(),
        shown.when(),
        series.isPrivate(),
        shown.status(),
        Optional.empty(),
        java.util.Collections.emptySortedMap());
  }

  private Written patchFollowing(StoredEntry stored, RecurrenceId slot, ObjectNode json) {
    return switch (cut(stored, slot)) {
      case Series.Cut.Whole whole -> patchAll(stored, json);
      case Series.Cut.Refused(String reason) -> throw tooComplex(reason);
      case Series.Cut.Parts(EntryContent head, EntryContent tail) ->
          split(stored, head, tail, json);
    };
  }

  /** Two entries take the place of one, in this transaction. */
  private Written split(StoredEntry stored, EntryContent head, EntryContent tail, ObjectNode json) {
    var before = Stand.in(stored, tail);
    var patch = new EntryPatch(EntryJson.of(before, caller.user()), json, hides(stored));
    patch.check(false, subject(stored));
    EntryContent content = patch.content(tail);
    Set<UserId> assignees = patch.assignees().orElse(stored.entry().assignees());
    checkAssign(stored, assignees);
    var draft =
        new Draft(
            new ScheduleEntryId(UUID.randomUUID()),
            content,
            assignees,
            patch.workItem().orElseGet(() -> workItem(stored)),
            stored.createdBy().or(() -> Optional.of(caller.user())));
    change(stored, head, Optional.empty(), Optional.empty());
    make(draft);
    StoredEntry made = read(draft.id());
    return Written.of(
        200,
        EntryJson.of(made, caller.user()),
        Map.of(
            "ETag",
            Precondition.etag(made.entry().version()),
            "Content-Location",
            PATH + draft.id()));
  }

  private static WorkItem workItem(StoredEntry stored) {
    return new WorkItem(stored.entry().workItemType(), stored.workItemId());
  }

  Written delete(StoredEntry stored, Scope scope) {
    return switch (scope) {
      case Scope.All all -> deleteAll(stored);
      case Scope.This(RecurrenceId slot) -> {
        EntryContent series = stored.entry().content();
        occurrence(series, slot);
        yield remains(stored, Series.cancel(series, slot));
      }
      case Scope.Following(RecurrenceId slot) ->
          switch (cut(stored, slot)) {
            case Series.Cut.Whole whole -> deleteAll(stored);
            case Series.Cut.Refused(String reason) -> throw tooComplex(reason);
            case Series.Cut.Parts(EntryContent head, EntryContent tail) -> remains(stored, head);
          };
    };
  }

  private Written deleteAll(StoredEntry stored) {
    var id = stored.entry().id();
    done(result(schedule.delete(tx, CAUSE, me(), Map.of(id, stored.entry().version())), id));
    return new Written(204, Map.of(), "");
  }

  private Written remains(StoredEntry stored, EntryContent content) {
    return new Written(204, etag(change(stored, content, Optional.empty(), Optional.empty())), "");
  }

  private Series.Cut cut(StoredEntry stored, RecurrenceId slot) {
    EntryContent series = stored.entry().content();
    if (!Series.hasSlot(series, slot)) {
      throw noOccurrence(slot);
    }
    return Series.cut(series, slot);
  }

  static Occurrence.Changed occurrence(EntryContent series, RecurrenceId slot) {
    return Expansion.at(series, slot).orElseThrow(() -> noOccurrence(slot));
  }

  private static Refusal noOccurrence(RecurrenceId slot) {
    return Refusal.of(
        404,
        "no_such_occurrence",
        "The series has no occurrence " + slot + ", or it is cancelled.",
        "recurrenceId");
  }

  private static Refusal tooComplex(String reason) {
    return Refusal.field("series_too_complex", "scope", reason + "; use scope=this or scope=all.");
  }

  private StoredEntry change(
      StoredEntry stored,
      EntryContent content,
      Optional<Set<UserId>> assignees,
      Optional<WorkItem> workItem) {
    var id = stored.entry().id();
    var change = new Change(id, stored.entry().version(), content, assignees, workItem, me());
    done(result(schedule.change(tx, CAUSE, List.of(change)), id));
    return read(id);
  }

  private Optional<UserId> me() {
    return Optional.of(caller.user());
  }

  private static void done(Applied applied) {
    switch (applied) {
      case Applied.Done done -> {}
      case Applied.Stale stale ->
          throw new IllegalStateException("an entry changed although it was locked");
    }
  }

  private static Applied result(Map<ScheduleEntryId, Applied> applied, ScheduleEntryId id) {
    return Optional.ofNullable(applied.get(id)).orElseThrow();
  }

  private StoredEntry read(ScheduleEntryId id) {
    return schedule.find(tx, id).orElseThrow();
  }

  private Written changed(StoredEntry stored) {
    return Written.of(200, EntryJson.of(stored, caller.user()), etag(stored));
  }

  private static Map<String, String> etag(StoredEntry stored) {
    return Map.of("ETag", Precondition.etag(stored.entry().version()));
  }

  private void checkAssign(StoredEntry stored, Set<UserId> assignees) {
    Rights.toAssign(caller, stored, assignees).ifPresent(denial -> deny(denial, subject(stored)));
    Set<UserId> added = new HashSet<>(assignees);
    added.removeAll(stored.entry().assignees());
    checkAssignable(added);
  }

  private void checkAssignable(Set<UserId> assignees) {
    for (UserId user : assignees) {
      boolean active = users.find(tx, user).filter(Users.User::active).isPresent();
      if (!active || users.role(tx, user).filter(Role::internal).isEmpty()) {
        throw Refusal.unknown(
            "unknown_assignee",
            "assigneeIds",
            user + " is no active internal user; see /api/v1/users.",
            user.toString());
      }
    }
  }

  private boolean hides(StoredEntry stored) {
    return Privacy.hides(stored, caller.user());
  }

  private static String subject(StoredEntry stored) {
    return stored.entry().id().toString();
  }

  private static void deny(Rights.Denial denial, String subject) {
    throw switch (denial) {
      case NOT_YOURS ->
          Refusal.forbidden(
              "forbidden",
              "You are no assignee of this entry; that needs the permission " + Rights.ALL + ".",
              subject);
      case OTHERS ->
          Refusal.forbidden(
              "forbidden",
              "Writing other people's schedules needs the permission " + Rights.ALL + ".",
              subject);
      case PRIVATE ->
          Refusal.forbidden(
              "private_entry", "Only its assignees share a private entry with others.", subject);
    };
  }
}
