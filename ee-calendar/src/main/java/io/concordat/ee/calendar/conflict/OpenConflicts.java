package io.concordat.ee.calendar.conflict;

import io.concordat.ee.calendar.mapping.Mapping;
import io.concordat.ee.calendar.mapping.MappingRows;
import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.ee.calendar.sync.Verdicts;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Reads the conflicts that somebody reaches. */
public final class OpenConflicts {
  private final ProviderRows providers;
  private final MappingRows mappings;
  private final Verdicts verdicts;
  private final ConflictRows rows = new ConflictRows();

  public OpenConflicts(ProviderRows providers, MappingRows mappings, Verdicts verdicts) {
    this.providers = providers;
    this.mappings = mappings;
    this.verdicts = verdicts;
  }

  /** Which ones; oldest first. */
  public List<ConflictRows.Since> list(
      Tx tx, Caller caller, Optional<UUID> provider, Optional<UUID> after, int limit) {
    return rows.list(tx, Reach.only(caller), provider, after, limit);
  }

  /** In their order. */
  public List<Open> read(Tx tx, Caller caller, List<ConflictRows.Since> which) {
    var ids = which.stream().map(ConflictRows.Since::id).toList();
    var since = new HashMap<UUID, Instant>();
    which.forEach(one -> since.put(one.id(), one.at()));
    List<Mapping> found =
        mappings.byIds(tx, ids).stream()
            .sorted(Comparator.comparingInt(mapping -> ids.indexOf(mapping.id())))
            .toList();
    return verdicts.of(tx, found, providers(tx, found)).stream()
        .map(one -> Open.of(one, at(since, one.mapping()), caller.user()))
        .toList();
  }

  private static Instant at(Map<UUID, Instant> since, Mapping mapping) {
    return Objects.requireNonNull(since.get(mapping.id()));
  }

  private Map<UUID, Provider> providers(Tx tx, List<Mapping> of) {
    return providers.byIds(tx, of.stream().map(Mapping::provider).distinct().toList());
  }

  /** One within reach, open or not; its provider is locked if it is to be resolved. */
  Optional<Mapping> reached(Tx tx, Caller caller, UUID id, boolean lock) {
    return mappings
        .find(tx, id)
        .filter(
            mapping ->
                (lock ? verdicts.lock(tx, mapping) : providers.find(tx, mapping.provider()))
                    .filter(provider -> Reach.reaches(caller, provider))
                    .isPresent());
  }

  /** As it is now, which may be later than it was reached; empty if it is over. */
  Optional<Open> open(Tx tx, Caller caller, Mapping reached) {
    return rows.since(tx, reached.id())
        .flatMap(since -> read(tx, caller, List.of(since)).stream().findFirst());
  }
}
