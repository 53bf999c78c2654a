package io.concordat.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tenants' data keys: wrapped in the database, unwrapped in memory. */
final class TenantKeys {
  private final KeyRing ring;
  private final InstantSource clock;
  private final Map<Place, DataKey> known = new ConcurrentHashMap<>();

  TenantKeys(KeyRing ring, InstantSource clock) {
    this.ring = ring;
    this.clock = clock;
  }

  record DataKey(int id, Aead aead) {}

  private record Place(TenantId tenant, int id) {}

  /** The key that seals until this transaction ends; the tenant's first secret makes it. */
  DataKey sealing(Tx tx) throws GeneralSecurityException {
    // Asked twice: one that was retired while we waited hides the one that came after it.
    TenantKeyRows.Row row =
        TenantKeyRows.holdSealing(tx)
            .or(() -> TenantKeyRows.holdSealing(tx))
            .orElseGet(() -> make(tx));
    return key(tx, row);
  }

  /** For opening. */
  Optional<DataKey> find(Tx tx, int id) throws GeneralSecurityException {
    DataKey cached = known.get(new Place(tx.tenant(), id));
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<TenantKeyRows.Row> row = TenantKeyRows.find(tx, id);
    return row.isEmpty() ? Optional.empty() : Optional.of(key(tx, row.get()));
  }

  /** What was retired elsewhere is not kept in memory for long. */
  void forget() {
    known.clear();
  }

  private DataKey key(Tx tx, TenantKeyRows.Row row) throws GeneralSecurityException {
    Place place = new Place(tx.tenant(), row.id());
    DataKey cached = known.get(place);
    if (cached != null) {
      return cached;
    }
    DataKey unwrapped = new DataKey(row.id(), new AesGcmJce(unwrapped(tx, row)));
    // Only once it is committed: a key that was rolled back must not seal anything.
    tx.afterCommit(() -> known.put(place, unwrapped));
    return unwrapped;
  }

  private byte[] unwrapped(Tx tx, TenantKeyRows.Row row) throws GeneralSecurityException {
    Sealed sealed = Sealed.parse(row.wrapped());
    return master(sealed.keyId()).decrypt(sealed.ciphertext(), place(tx, row.id()));
  }

  private Aead master(String id) throws GeneralSecurityException {
    return ring.key(id).orElseThrow(() -> new GeneralSecurityException("no master key " + id));
  }

  private TenantKeyRows.Row make(Tx tx) {
    TenantKeyRows.insert(tx, fresh(tx, 1), clock.instant());
    return TenantKeyRows.holdSealing(tx).orElseThrow();
  }

  /** A new key, wrapped by the master key that everybody wraps with. */
  TenantKeyRows.Row fresh(Tx tx, int id) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new TenantKeyRows.Row(id, wrapped(tx, id, key));
  }

  private byte[] wrapped(Tx tx, int id, byte[] key) {
    String active = MasterRows.hold(tx, ring.now().primary(), clock.instant());
    try {
      return new Sealed(active, master(active).encrypt(key, place(tx, id))).bytes();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot wrap a data key: " + e.getMessage(), e);
    }
  }

  /** The same key, wrapped by the master key that everybody wraps with. */
  byte[] wrappedAgain(Tx tx, TenantKeyRows.Row row) throws GeneralSecurityException {
    return wrapped(tx, row.id(), unwrapped(tx, row));
  }

  /** Which master key wraps it. */
  static String masterOf(TenantKeyRows.Row row) {
    return Sealed.parse(row.wrapped()).keyId();
  }

  private static byte[] place(Tx tx, int id) {
    return Sealed.place("tenant_keys", tx.tenant().toString(), Integer.toString(id));
  }
}
