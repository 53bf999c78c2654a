package io.concordat.job;

import io.concordat.spi.tenant.TenantId;

/** A job's instance with its tenant in front, as one text. */
record Instance(TenantId tenant, String name) {
  private static final int UUID_LENGTH = 36;

  String stored() {
    return tenant + ":" + name;
  }

  static Instance of(String stored) {
    if (stored.length() <= UUID_LENGTH || stored.charAt(UUID_LENGTH) != ':') {
      throw new IllegalArgumentException("a job without a tenant: " + stored);
    }
    return new Instance(
        TenantId.of(stored.substring(0, UUID_LENGTH)), stored.substring(UUID_LENGTH + 1));
  }
}
