package io.concordat.dist.wall;

import io.concordat.dist.http.Answer;
import io.concordat.dist.wall.Probe.Outcome;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/** Every place for an id × every caller × every kind of id, and what came of it. */
final class Attack {
  /** Ids that a client chooses for what it makes: free for everybody, whoever has them already. */
  private static final Set<String> CHOSEN = Set.of("POST /api/v1/schedule/entries body id");

  private static final List<String> MALFORMED =
      List.of(
          "not-an-id", "0", "6f1c1f7e-8f3b-4b5e-9d59-0c1d2e3f4a5", "' or true --", "x".repeat(300));

  /** So many of our own things are tried in the other places of a path. */
  private static final int TURNS = 4;

  private final Installation at;
  private final List<Operation> operations;
  private final Belongings own;
  private final Belongings foreign;
  private final Set<String> findings = new TreeSet<>();
  private int slots;
  private int compared;
  private long denials;

  Attack(Installation at, List<Operation> operations, Belongings own, Belongings foreign) {
    this.at = at;
    this.operations = operations.stream().filter(o -> !o.slots().isEmpty()).toList();
    this.own = own;
    this.foreign = foreign;
  }

  Set<String> findings() {
    return findings;
  }

  /** Nothing of this may change a row. */
  void by(List<Probe> callers) {
    each((operation, slot) -> everybody(operation, slot, callers));
    each((operation, slot) -> chosen(operation, slot, callers));
  }

  private void everybody(Operation operation, Slot slot, List<Probe> callers) {
    slots++;
    if (isChosen(operation, slot)) {
      return;
    }
    var before = at.database.all();
    long denied = denied();
    long told = denials;
    callers.forEach(caller -> compare(operation, slot, caller));
    Set<String> changed = Digest.changed(before, at.database.all());
    if (!changed.isEmpty()) {
      findings.add(operation + " " + slot + " wrote " + changed);
    }
    if (denied() - denied != denials - told) {
      findings.add(
          operation
              + " "
              + slot
              + ": of %d times 403 %d are audited".formatted(denials - told, denied() - denied));
    }
  }

  private long denied() {
    return at.database.number("select count(*) from audit_log where outcome = 'denied'");
  }

  private static boolean isChosen(Operation operation, Slot slot) {
    return CHOSEN.contains(operation + " " + slot);
  }

  /** What a client may choose is free, also where another tenant has it: that one stays theirs. */
  private void chosen(Operation operation, Slot slot, List<Probe> callers) {
    if (isChosen(operation, slot)) {
      List<String> taken = foreign.some();
      for (int i = 0; i < callers.size(); i++) {
        String id = taken.get(i % taken.size());
        Outcome unknown = send(operation, slot, UUID.randomUUID().toString(), callers.get(i));
        Outcome outcome = send(operation, slot, id, callers.get(i));
        foreign.everything().remove(id); // now it is ours as well
        if (!outcome.equals(unknown)) {
          findings.add(
              callers.get(i).name() + ": " + operation + " " + slot + " tells: " + outcome);
        }
      }
    }
  }

  /** What is tried at one place. */
  private interface Trial {
    void at(Operation operation, Slot slot);
  }

  private void each(Trial trial) {
    operations.forEach(operation -> operation.slots().forEach(slot -> trial.at(operation, slot)));
  }

  private void compare(Operation operation, Slot slot, Probe caller) {
    String where = caller.name() + ": " + operation + " " + slot;
    Outcome unknown = send(operation, slot, UUID.randomUUID().toString(), caller);
    if (unknown.done() && !operation.reads()) {
      findings.add(where + " takes an id that nobody has: " + unknown);
    }
    for (String id : foreign.some()) {
      Outcome outcome = send(operation, slot, id, caller);
      if (!outcome.equals(unknown)) {
        findings.add(where + " tells a foreign id from an unknown one: " + outcome + unknown);
      }
    }
    for (String id : MALFORMED) {
      Outcome outcome = send(operation, slot, id, caller);
      if (outcome.status() >= 500 || (outcome.done() && !operation.reads())) {
        findings.add(where + " takes " + id + ": " + outcome);
      }
    }
    if (caller.powerless()) {
      ownIds(operation, slot).forEach(id -> powerless(where, operation, slot, id, caller));
    }
  }

  private List<String> ownIds(Operation operation, Slot slot) {
    return slot.place() == Slot.Place.PATH ? own.ofKind(operation, slot) : own.some();
  }

  /** Whoever may do nothing can do nothing with the tenant's own things either. */
  private void powerless(String where, Operation operation, Slot slot, String id, Probe caller) {
    Outcome outcome = send(operation, slot, id, caller);
    if (outcome.done()) {
      findings.add(where + " lets in who may not: " + outcome);
    }
  }

  private Outcome send(Operation operation, Slot slot, String id, Probe caller) {
    Outcome outcome = Probe.outcome(answer(operation, slot, id, caller));
    compared++;
    denials += outcome.status() == 403 ? 1 : 0;
    return outcome;
  }

  private Answer answer(Operation operation, Slot slot, String id, Probe caller) {
    return answer(operation, slot, id, caller, 0);
  }

  private Answer answer(Operation operation, Slot slot, String id, Probe caller, int turn) {
    var named = operation.naming(slot, id, others(operation, slot, turn));
    Answer answer =
        caller.send(operation.method(), named.path(), named.body(), operation.headers());
    // Our own audit log tells what we asked for.
    foreign.everything().stream()
        .filter(theirs -> !operation.template().equals("/api/v1/audit"))
        .filter(theirs -> !theirs.equals(id) && answer.body().contains(theirs))
        .forEach(theirs -> findings.add(caller.name() + " " + operation + " shows " + theirs));
    return answer;
  }

  /** Our own for the other variables of the path, so that only this one is wrong. */
  private Map<String, String> others(Operation operation, Slot slot, int turn) {
    var others = new LinkedHashMap<String, String>();
    for (Slot other : operation.slots()) {
      if (other.place() == Slot.Place.PATH && !other.equals(slot)) {
        List<String> ids = own.ofKind(operation, other);
        others.put(
            other.name(),
            ids.isEmpty()
                ? UUID.randomUUID().toString()
                : ids.get(ids.size() - 1 - turn % ids.size()));
      }
    }
    return others;
  }

  /** Each id that was not found is in our audit log, and in nobody else's. */
  int audited(List<Probe> auditors, Estate ours, Estate theirs) {
    String elsewhere = count(theirs, "true");
    int turn = 0;
    for (Operation operation : operations) {
      for (Slot slot : operation.slots()) {
        audited(operation, slot, auditors.get(turn++ % auditors.size()), ours);
      }
    }
    if (!elsewhere.equals(count(theirs, "true"))) {
      findings.add("the other tenant's audit log tells of it");
    }
    return turn;
  }

  private void audited(Operation operation, Slot slot, Probe auditor, Estate ours) {
    for (String id : List.of(foreign.some().getLast(), UUID.randomUUID().toString())) {
      String about = "outcome = 'not_found' and subject = '" + id + "'";
      String before = count(ours, about);
      Outcome outcome = Probe.outcome(answer(operation, slot, id, auditor));
      if (isUnknown(outcome) && before.equals(count(ours, about))) {
        findings.add(operation + " " + slot + " is not audited: " + outcome);
      }
    }
  }

  private static boolean isUnknown(Outcome outcome) {
    return outcome.status() == 404 || outcome.code().startsWith("unknown");
  }

  private String count(Estate estate, String condition) {
    return at.database
        .column(
            "select count(*) from audit_log where tenant_id = '%s' and %s"
                .formatted(estate.tenant.tenantId(), condition))
        .getFirst();
  }

  /**
   * What refuses everything proves nothing: an own id must make a difference. Done last, since it
   * does what it asks for; what deletes comes at the very end.
   */
  void controls(Probe admin) {
    operations.stream()
        .sorted(Comparator.comparingInt(Attack::harm))
        .forEach(operation -> operation.slots().forEach(slot -> control(operation, slot, admin)));
  }

  private static int harm(Operation operation) {
    int length = -operation.template().length();
    return switch (operation.method()) {
      case "GET" -> length;
      case "DELETE" -> 2_000 + length;
      default -> 1_000 + length;
    };
  }

  private void control(Operation operation, Slot slot, Probe admin) {
    List<String> ids =
        slot.place() == Slot.Place.PATH
            ? own.ofKind(operation, slot).reversed()
            : List.copyOf(own.everything());
    if (IntStream.range(0, TURNS).noneMatch(t -> differs(operation, slot, ids, admin, t))) {
      findings.add(
          operation
              + " "
              + slot
              + (ids.isEmpty() ? ": nothing was made for it" : ": an own id makes no difference"));
    }
  }

  private boolean differs(Operation operation, Slot slot, List<String> ids, Probe admin, int turn) {
    String nobodys = UUID.randomUUID().toString();
    Outcome unknown = Probe.outcome(answer(operation, slot, nobodys, admin, turn));
    return ids.stream()
        .anyMatch(id -> !Probe.outcome(answer(operation, slot, id, admin, turn)).equals(unknown));
  }

  @Override
  public String toString() {
    return "%d routes with %d places for an id, %d requests of other tenants' ids, unknown, malformed and forbidden ones"
        .formatted(operations.size(), slots, compared);
  }
}
