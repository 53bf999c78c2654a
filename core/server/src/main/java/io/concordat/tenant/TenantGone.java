package io.concordat.tenant;

import io.concordat.spi.tenant.TenantId;
import java.io.Serial;

/** The tenant is being deleted, or is no more: nobody works for it. */
public final class TenantGone extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  TenantGone(TenantId tenant) {
    super("there is no tenant " + tenant, null, false, false);
  }
}
