package io.concordat.ee.calendar.sync;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.reconcile.Choice;
import io.concordat.ee.calendar.reconcile.Decision;
import io.concordat.ee.calendar.reconcile.Decision.Kind;
import io.concordat.ee.calendar.reconcile.Direction;
import io.concordat.ee.calendar.reconcile.Intent;
import io.concordat.ee.calendar.reconcile.Local;
import io.concordat.ee.calendar.reconcile.Reconcile;
import io.concordat.ee.calendar.reconcile.Remote;
import io.concordat.ee.calendar.reconcile.ThreeWay;
import io.concordat.ee.calendar.reconcile.Voice;
import io.concordat.ee.calendar.remote.RemoteParts;
import io.concordat.spi.schedule.EntryContent;
import java.util.Optional;

/** A conflict as it stands now, and what a choice would do to both sides. */
public final class Standoff {
  private final Provider provider;
  private final Reconcile table;
  private final Subject subject;
  private final Remote remote;

  Standoff(Provider provider, Reconcile table, Subject subject) {
    this.provider = provider;
    this.table = table;
    this.subject = subject;
    this.remote = subject.mapping().agreed().theirs();
  }

  public Provider provider() {
    return provider;
  }

  public Mapping mapping() {
    return subject.mapping();
  }

  Subject subject() {
    return subject;
  }

  Remote remote() {
    return remote;
  }

  /** What people send back, so that they decide about what they saw. */
  public String version() {
    return mapping().revision() + "." + subject.version();
  }

  /** Empty: both sides have come together meanwhile. */
  public Optional<Kind> kind() {
    return subject.decide(table, remote) instanceof Decision.Conflict conflict
        ? Optional.of(conflict.kind())
        : Optional.empty();
  }

  /** What both last agreed on; a write that was cut off leaves no agreement. */
  public Optional<EntryContent> base() {
    return mapping().agreed().intent() instanceof Intent.None
        ? mapping().agreed().base()
        : Optional.empty();
  }

  /** Empty: deleted here. */
  public Optional<EntryContent> ours() {
    return subject.local() instanceof Local.Present(var content)
        ? Optional.of(content)
        : Optional.empty();
  }

  /** Empty: deleted there. */
  public Optional<EntryContent> theirs() {
    return remote instanceof Remote.Present(var content) ? Optional.of(content) : Optional.empty();
  }

  /** If both sides still have it. */
  public Optional<ThreeWay> way() {
    return ours().flatMap(mine -> theirs().map(other -> new ThreeWay(base(), mine, other)));
  }

  /** Whether each field can be chosen by itself: both edited, and both may be written. */
  public boolean byField() {
    return kind().filter(Kind.BOTH_EDITED::equals).isPresent()
        && table.direction() == Direction.BIDIRECTIONAL
        && subject.part().voice() == Voice.OWN;
  }

  /** Whether a write there would reach people who were invited. */
  public boolean hasGuests() {
    return mapping().place().parts().filter(RemoteParts::guests).isPresent();
  }

  /** What this choice means now. */
  public Decision of(Choice choice) {
    return table.resolve(subject.state(remote), subject.part().voice(), choice);
  }
}
