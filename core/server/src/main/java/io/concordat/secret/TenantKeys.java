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
  private static final int FIRST = 1;

  private final MasterKeys masters;
  private final InstantSource clock;
  private final Map<TenantId, DataKey> current = new ConcurrentHashMap<>();
  private final Map<Place, DataKey> known = new ConcurrentHashMap<>();

  TenantKeys(MasterKeys masters, InstantSource clock) {
    this.masters = masters;
    this.clock = clock;
  }

  record DataKey(int id, Aead aead) {}

  private record Place(TenantId tenant, int id) {}

  /** The key that seals; the tenant's first secret makes it. */
  DataKey current(Tx tx) throws GeneralSecurityException {
    DataKey cached = current.get(tx.tenant());
    if (cached != null) {
      return cached;
    }
    DataKey key = unwrapped(tx, TenantKeyRows.newest(tx).orElseGet(() -> make(tx)));
    // Only once it is committed: a key that was rolled back must not seal anything.
    tx.afterCommit(() -> current.put(tx.tenant(), key));
    return key;
  }

  Optional<DataKey> find(Tx tx, int id) throws GeneralSecurityException {
    DataKey cached = known.get(new Place(tx.tenant(), id));
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<TenantKeyRows.Row> row = TenantKeyRows.find(tx, id);
    return row.isEmpty() ? Optional.empty() : Optional.of(unwrapped(tx, row.get()));
  }

  private DataKey unwrapped(Tx tx, TenantKeyRows.Row row) throws GeneralSecurityException {
    Sealed sealed = Sealed.parse(row.wrapped());
    Aead master =
        masters
            .key(sealed.keyId())
            .orElseThrow(() -> new GeneralSecurityException("no master key " + sealed.keyId()));
    byte[] key = master.decrypt(sealed.ciphertext(), place(tx, row.id()));
    DataKey unwrapped = new DataKey(row.id(), new AesGcmJce(key));
    tx.afterCommit(() -> known.put(new Place(tx.tenant(), row.id()), unwrapped));
    return unwrapped;
  }

  private TenantKeyRows.Row make(Tx tx) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      byte[] wrapped = masters.primaryKey().encrypt(key, place(tx, FIRST));
      Sealed sealed = new Sealed(masters.primary(), wrapped);
      TenantKeyRows.insert(tx, new TenantKeyRows.Row(FIRST, sealed.bytes()), clock.instant());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot wrap a data key", e);
    }
    return TenantKeyRows.newest(tx).orElseThrow();
  }

  private static byte[] place(Tx tx, int id) {
    return Sealed.place("tenant_keys", tx.tenant().toString(), Integer.toString(id));
  }
}
