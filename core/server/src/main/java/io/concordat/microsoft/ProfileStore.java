package io.concordat.microsoft;

import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.tenant.Tx;

/** The tenant's Microsoft profiles and their bindings. */
public final class ProfileStore implements MicrosoftProfiles {
  @Override
  public Resolved resolve(Tx tx, String consumer) {
    return new Resolved.NotReady(Reason.BINDING_NOT_CONFIGURED);
  }
}
