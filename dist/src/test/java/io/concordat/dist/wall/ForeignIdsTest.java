package io.concordat.dist.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.dist.http.Answer;
import io.concordat.dist.wall.Installation.Edition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every route of the document and every id in it, another tenant's, unknown or malformed, by
 * everybody. A new route or a new id is tried without anyone remembering, or named here as what
 * nobody made a thing for. Whatever was answered, said or stored meanwhile is searched for secrets
 * and private matters.
 */
@Tag("assembled")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ForeignIdsTest {
  private static final int AUDITORS = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Edition.class,
      names = {"CE", "EE"})
  void answerLikeUnknownOnesAndNothingIsTold(Edition edition) {
    try (Installation at = Installation.start(edition, folder)) {
      Estate ours = Estate.furnished(at, "ours");
      Estate theirs = Estate.furnished(at, "theirs");
      Spec spec = new Spec(ours.admin.get("/openapi"));
      List<Operation> operations = spec.operations();
      assertEquals(Set.of(), spec.unclear(), "called an id: ours (format: uuid), or whose?");
      attack(at, ours, theirs, operations);
      silence(at, ours, theirs, operations);
    }
  }

  private static void attack(
      Installation at, Estate ours, Estate theirs, List<Operation> operations) {
    List<Probe> callers =
        List.of(ours.nobody(), ours.portal(), ours.powerless(), ours.owner(), ours.admin);
    List<Probe> auditors = List.of(ours.auditor(1), ours.auditor(2), ours.auditor(3));
    assertEquals(AUDITORS, auditors.size());
    Belongings own = Belongings.of(ours.admin, operations);
    Belongings foreign = Belongings.of(theirs.admin, operations);
    var attack = new Attack(at, operations, own, foreign);
    at.rest();
    doorsteps(at, ours, theirs);
    cursors(ours, theirs, operations, new Cursors(own, foreign));
    attack.by(callers);
    int audited = attack.audited(auditors, ours, theirs);
    attack.controls(ours.admin);
    System.out.printf(
        "%s: %d routes; %s; %d callers; %d times the audit log was asked%n",
        at.edition, operations.size(), attack, callers.size(), audited);
    assertEquals("", String.join("\n", attack.findings()));
  }

  private static void doorsteps(Installation at, Estate ours, Estate theirs) {
    var doorsteps = new Doorsteps(at, ours.nobody(), theirs);
    doorsteps.all();
    System.out.printf("%s: %d requests before anybody is known%n", at.edition, doorsteps.tried());
    assertEquals("", String.join("\n", doorsteps.findings()));
  }

  private static void cursors(
      Estate ours, Estate theirs, List<Operation> operations, Cursors cursors) {
    cursors.by(ours.admin, theirs.admin, operations);
    System.out.printf("%d lists with the other tenant's cursors%n", cursors.tried());
    assertTrue(cursors.tried() > 2, "hardly a list is long enough for a cursor");
    assertEquals("", String.join("\n", cursors.findings()));
  }

  /** Replies were heard as they came; now the pages, the log, and what is stored. */
  private static void silence(
      Installation at, Estate ours, Estate theirs, List<Operation> operations) {
    for (Probe caller : List.of(ours.nobody(), ours.admin, theirs.admin, ours.owner())) {
      operations.stream()
          .filter(operation -> operation.slots().isEmpty() && operation.reads())
          .forEach(operation -> visit(caller, operation));
    }
    var stored = new Stored(at.database, at.canaries);
    stored.listen();
    at.canaries.listen("the log", at.log());
    System.out.printf(
        "%s: %d canaries, listened %d times: %s%n",
        at.edition, at.canaries.all().size(), at.canaries.scanned(), at.canaries.heard());
    assertEquals(List.of(), at.canaries.heard());
    assertTrue(stored.privateTitlesAreWhereTheyBelong(), "a canary sings at home");
  }

  private static void visit(Probe caller, Operation operation) {
    Answer answer =
        caller.send(
            "GET",
            Operation.filled(operation.template(), operation.words().values()),
            Optional.empty());
    assertTrue(answer.status() < 500 || answer.status() == 501, answer.request());
  }
}
