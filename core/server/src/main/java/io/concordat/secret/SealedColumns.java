package io.concordat.secret;

import io.concordat.spi.tenant.Tx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A secret that a rotation would not find is never sealed. */
final class SealedColumns {
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * @param name for example {@code google_apps.client_secret}
   */
  void require(Tx tx, String name) {
    if (known.contains(name)) {
      return;
    }
    if (SealedRows.columns(tx).stream().noneMatch(column -> column.name().equals(name))) {
      throw new IllegalArgumentException(
          name + " is no sealed column: its changelog must call concordat_sealed");
    }
    known.add(name);
  }
}
