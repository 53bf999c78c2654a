package io.concordat.secret;

import io.concordat.spi.tenant.TenantId;
import java.util.List;
import java.util.UUID;

/** The secrets of a tenant. */
record Hoard(TenantId tenant, List<UUID> ids) {}
