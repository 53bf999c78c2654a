package io.concordat.ee.calendar.cleanup;

import io.concordat.ee.calendar.cleanup.Marked.Kind;
import io.concordat.ee.calendar.event.Fields;
import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.reconcile.Intent;
import io.concordat.ee.calendar.remote.Copy;
import io.concordat.ee.calendar.remote.RemoteCalendar;
import io.concordat.ee.calendar.remote.RemoteItem;
import io.concordat.ee.calendar.sync.OwnWords;
import io.concordat.spi.schedule.EntryContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What each mark is worth. A mark alone says that this product made something; whether it made this
 * event, and whether it was this installation, is told by the mappings, and by what the vendor
 * tells of a creation.
 *
 * @param byKey the mappings that the marks name, of any provider of the tenant
 * @param byRemote the provider's own mappings of these events
 * @param removed marks of events that a clean-up has removed
 */
record Judge(
    UUID provider,
    RemoteCalendar calendar,
    Map<UUID, Mapping> byKey,
    Map<String, Mapping> byRemote,
    Set<UUID> removed) {

  List<Marked> of(Listed listed) {
    Map<UUID, Long> times =
        listed.marked().stream()
            .collect(
                Collectors.groupingBy(
                    whole -> Listed.key(whole).orElseThrow(), Collectors.counting()));
    return listed.marked().stream()
        .map(
            whole ->
                marked(listed, whole, times.getOrDefault(Listed.key(whole).orElseThrow(), 0L) == 1))
        .toList();
  }

  private Marked marked(Listed listed, RemoteItem.Whole whole, boolean alone) {
    Copy copy = listed.copy(whole);
    UUID key = Listed.key(whole).orElseThrow();
    Optional<Mapping> mapping = Optional.ofNullable(byRemote.get(whole.id())).or(() -> own(key));
    Kind kind = kind(whole, key, alone);
    boolean edited =
        kind != Kind.COPY && mapping.filter(one -> edited(one, copy.content())).isPresent();
    return new Marked(copy, kind, kind == Kind.COPY ? Optional.empty() : mapping, edited);
  }

  /** Created under this key, while the answer was never stored. */
  private Optional<Mapping> own(UUID key) {
    return Optional.ofNullable(byKey.get(key))
        .filter(one -> one.provider().equals(provider) && one.remoteId().isEmpty());
  }

  private Kind kind(RemoteItem.Whole whole, UUID key, boolean alone) {
    if (!whole.organizerSelf()) {
      return Kind.COPY;
    }
    Optional<Mapping> here = Optional.ofNullable(byRemote.get(whole.id()));
    if (here.filter(one -> !one.place().foundThere() || one.id().equals(key)).isPresent()) {
      return Kind.OURS;
    }
    if (!made(whole, key, alone)) {
      return Kind.COPY;
    }
    if (own(key).isPresent()) {
      return Kind.OURS;
    }
    return byKey.containsKey(key) ? Kind.COPY : Kind.UNKNOWN;
  }

  /** Where the vendor does not tell what a creation made, of several nobody knows which it was. */
  private boolean made(RemoteItem.Whole whole, UUID key, boolean alone) {
    return calendar
        .createdId(key.toString())
        .map(id -> id.equals(whole.id()))
        .orElse(alone && !removed.contains(key));
  }

  /** What was agreed on, or was about to be, is nobody else's edit. */
  private boolean edited(Mapping mapping, EntryContent seen) {
    EntryContent shown = new OwnWords(calendar).of(mapping, seen);
    boolean agreed = mapping.agreed().base().filter(base -> Fields.same(base, shown)).isPresent();
    boolean meant =
        mapping.agreed().intent() instanceof Intent.Write(var written)
            && Fields.same(written, shown);
    return !agreed && !meant;
  }
}
