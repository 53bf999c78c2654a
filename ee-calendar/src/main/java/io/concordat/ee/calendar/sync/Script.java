package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.event.Writes;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.reconcile.Fuse;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.ee.calendar.remote.Written;
import io.concordat.ee.calendar.sync.Act.Side;
import io.concordat.ee.calendar.sync.Act.Verb;
import io.concordat.ee.calendar.sync.Dispatch.Answer;
import io.concordat.ee.calendar.sync.Dispatch.What;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Occurrence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes down what a rehearsal does. */
final class Script implements Notes {
  final List<Act> acts = new ArrayList<>();
  final Set<Fuse> questions = EnumSet.noneOf(Fuse.class);

  /** Requests that the writes would take. */
  int writes;

  @Override
  public boolean rehearsing() {
    return true;
  }

  /** What is asked about already. */
  void asked(Fuse kind, boolean open) {
    if (open) {
      questions.add(kind);
    }
  }

  @Override
  public void question(Fuse kind) {
    questions.add(kind);
  }

  @Override
  public void here(List<Noted> noted) {
    noted.forEach(
        one ->
            acts.add(
                Act.of(
                    one.verb() == Noted.Verb.HOLD ? Side.THERE : Side.HERE,
                    Verb.valueOf(one.verb().name()),
                    key(one),
                    one.verb() == Noted.Verb.CREATE ? Optional.empty() : entry(one.mapping()),
                    one.content(),
                    one.verb() == Noted.Verb.HOLD ? Effects.GUESTS : "",
                    false)));
  }

  /** An entry that is yet to be gets another id each time; its event has one. */
  private static String key(Noted one) {
    return one.mapping().remoteId().orElseGet(() -> one.mapping().entry().value().toString());
  }

  private static Optional<UUID> entry(Mapping mapping) {
    return Optional.of(mapping.entry().value());
  }

  @Override
  public void there(Session session, List<Answer> answers) {
    answers.forEach(answer -> there(session, answer));
  }

  private void there(Session session, Answer answer) {
    if (!(answer.what() instanceof What.Wrote(var written))) {
      return;
    }
    switch (written) {
      case Written.Done done -> wrote(session, answer.todo());
      case Written.Refused(var reason) ->
          act(answer.todo(), Verb.REFUSE, content(answer.todo()), reason.code(), false);
      case Written.Exists exists -> {}
      case Written.Stale stale -> {}
      case Written.Missing missing -> {}
    }
  }

  private void wrote(Session session, Todo todo) {
    boolean mails =
        session.calendar.notifiesGuests()
            && todo.mapping().place().parts().filter(RemoteParts::guests).isPresent();
    switch (todo) {
      case Todo.Create(var mapping, var version, var content) -> {
        act(todo, Verb.CREATE, Optional.of(content), "", mails);
        writes += 1 + (int) changed(content);
      }
      case Todo.Update(var mapping, var version, var from, var to) -> {
        act(todo, Verb.UPDATE, Optional.of(to), "", mails);
        var parts = Writes.between(from, to);
        writes += (parts.master().isEmpty() ? 0 : 1) + parts.slots().size();
      }
      case Todo.Delete(var mapping, var version, var from) -> {
        act(todo, Verb.DELETE, Optional.of(from), "", mails);
        writes++;
      }
      case Todo.Look look -> {}
    }
  }

  private static long changed(EntryContent content) {
    return content.exceptions().values().stream()
        .filter(Occurrence.Changed.class::isInstance)
        .count();
  }

  private static Optional<EntryContent> content(Todo todo) {
    return switch (todo) {
      case Todo.Create(var mapping, var version, var content) -> Optional.of(content);
      case Todo.Update(var mapping, var version, var from, var to) -> Optional.of(to);
      case Todo.Delete(var mapping, var version, var from) -> Optional.of(from);
      case Todo.Look(var mapping, var version) -> mapping.agreed().base();
    };
  }

  private void act(
      Todo todo, Verb verb, Optional<EntryContent> content, String reason, boolean mails) {
    String key = todo.mapping().entry().value().toString();
    acts.add(Act.of(Side.THERE, verb, key, entry(todo.mapping()), content, reason, mails));
  }
}
