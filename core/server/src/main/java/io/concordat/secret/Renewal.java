package io.concordat.secret;

import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys and secrets of one tenant, the bound one. */
final class Renewal {
  private static final int BATCH = 200;

  private final TenantSecrets secrets;
  private final Transactions transactions;
  private final InstantSource clock;
  private final String master;

  /**
   * @param master which master key wraps from now on
   */
  Renewal(TenantSecrets secrets, Transactions transactions, InstantSource clock, String master) {
    this.secrets = secrets;
    this.transactions = transactions;
    this.clock = clock;
    this.master = master;
  }

  /** What one look at all secrets by retired keys came to. */
  record Pass(long sealedAgain, long unreadable) {
    Pass plus(Pass other) {
      return new Pass(sealedAgain + other.sealedAgain, unreadable + other.unreadable);
    }
  }

  /**
   * How it ended.
   *
   * @param masters the master keys that wrap a data key of this tenant
   * @param left retired data keys that something is still sealed by, or may be
   */
  record End(Set<String> masters, int left) {}

  /** A new data key seals from now on. False when nothing of this tenant is by another master. */
  boolean begin() {
    return transactions.call(this::begin);
  }

  private boolean begin(Tx tx) {
    List<TenantKeyRows.Row> rows = TenantKeyRows.lock(tx);
    if (rows.stream().anyMatch(row -> !row.retired() && !ours(row))) {
      int last = rows.getLast().id();
      TenantKeyRows.insert(tx, secrets.keys().fresh(tx, last + 1), clock.instant());
      TenantKeyRows.retire(tx, last, clock.instant());
      return true;
    }
    return rows.stream().anyMatch(TenantKeyRows.Row::retired);
  }

  private boolean ours(TenantKeyRows.Row row) {
    return TenantKeys.masterOf(row).equals(master);
  }

  /** Seals again whatever a retired key has sealed, unless somebody is changing it right now. */
  Pass pass() {
    Pass all = new Pass(0, 0);
    List<SealedRows.Column> columns = transactions.call(SealedRows::columns);
    for (int key : retired()) {
      for (SealedRows.Column column : columns) {
        all = all.plus(pass(column, key));
      }
    }
    return all;
  }

  private List<Integer> retired() {
    return transactions.call(TenantKeyRows::all).stream()
        .filter(TenantKeyRows.Row::retired)
        .map(TenantKeyRows.Row::id)
        .toList();
  }

  private record Batch(List<SealedRows.Row> rows, Pass pass) {
    Optional<SealedRows.Row> next() {
      return rows.size() < BATCH ? Optional.empty() : Optional.of(rows.getLast());
    }
  }

  private Pass pass(SealedRows.Column column, int key) {
    Pass all = new Pass(0, 0);
    Optional<SealedRows.Row> after = Optional.empty();
    do {
      Optional<SealedRows.Row> from = after;
      Batch batch = transactions.call(tx -> batch(tx, column, key, from));
      all = all.plus(batch.pass());
      after = batch.next();
    } while (after.isPresent());
    return all;
  }

  private Batch batch(Tx tx, SealedRows.Column column, int key, Optional<SealedRows.Row> after)
      throws GeneralSecurityException {
    List<SealedRows.Row> rows = SealedRows.lock(tx, column, key, after, BATCH);
    TenantKeys.DataKey fresher = secrets.keys().sealing(tx);
    List<SealedRows.Row> readable = new ArrayList<>();
    List<byte[]> fresh = new ArrayList<>();
    for (SealedRows.Row row : rows) {
      Optional<byte[]> again = again(tx, fresher, column, row);
      if (again.isPresent()) {
        readable.add(row);
        fresh.add(again.get());
      }
    }
    SealedRows.replace(tx, column, readable, fresh);
    return new Batch(rows, new Pass(readable.size(), (long) rows.size() - readable.size()));
  }

  private Optional<byte[]> again(
      Tx tx, TenantKeys.DataKey by, SealedRows.Column column, SealedRows.Row row)
      throws GeneralSecurityException {
    try {
      Secret clear = secrets.open(tx, row.owner(), column.name(), row.sealed());
      return Optional.of(TenantSecrets.sealed(tx, by, row.owner(), column.name(), clear));
    } catch (UnreadableSecret e) {
      return Optional.empty();
    }
  }

  /** Secrets that a retired key has sealed, readable or not. */
  long left() {
    return transactions.call(this::left);
  }

  private long left(Tx tx) {
    return TenantKeyRows.all(tx).stream()
        .filter(TenantKeyRows.Row::retired)
        .mapToLong(row -> left(tx, row.id()))
        .sum();
  }

  private static long left(Tx tx, int key) {
    return SealedRows.columns(tx).stream()
        .mapToLong(column -> SealedRows.count(tx, column, key))
        .sum();
  }

  /**
   * Destroys the retired keys that have sealed nothing, and wraps those again that have to stay.
   *
   * @param calm whether nobody can hold on to an old ciphertext any more
   */
  End end(boolean calm) {
    return transactions.call(tx -> end(tx, calm));
  }

  private End end(Tx tx, boolean calm) {
    Set<String> masters = new HashSet<>();
    int left = 0;
    for (TenantKeyRows.Row row : TenantKeyRows.lock(tx)) {
      if (row.retired() && calm && left(tx, row.id()) == 0) {
        TenantKeyRows.destroy(tx, row.id());
      } else {
        masters.add(kept(tx, row));
        left += row.retired() ? 1 : 0;
      }
    }
    return new End(masters, left);
  }

  private String kept(Tx tx, TenantKeyRows.Row row) {
    if (ours(row)) {
      return master;
    }
    try {
      TenantKeyRows.rewrap(tx, row.id(), secrets.keys().wrappedAgain(tx, row));
      return master;
    } catch (GeneralSecurityException e) {
      return TenantKeys.masterOf(row);
    }
  }
}
