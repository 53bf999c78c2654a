package io.concordat.app;

import io.concordat.app.edition.Plugins;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.PluginContext;
import io.concordat.spi.tenant.TenantId;
import io.concordat.tenant.Erasure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code admin delete-tenant}: plugins say goodbye to vendors, then everything goes. */
final class TenantEnd {
  private static final Logger log = LoggerFactory.getLogger(TenantEnd.class);

  private final Ground ground;
  private final Plugins plugins;

  TenantEnd(Ground ground, Plugins plugins) {
    this.ground = ground;
    this.plugins = plugins;
  }

  Map<String, Object> delete(UUID id, String confirm) {
    TenantId tenant = new TenantId(id);
    String name =
        ground
            .tenants()
            .name(tenant)
            .orElseThrow(() -> new BadInput("There is no tenant " + id + "."));
    if (!name.equals(confirm)) {
      throw new BadInput("--confirm must be the name of the tenant, which is: " + name + ".");
    }
    if (ground.tenants().all().contains(tenant)) {
      goodbye(tenant);
    }
    Erasure erasure = new Erasure(ground.across(), ground.clock());
    erasure.begin(tenant);
    ground.audit().done("tenant_leaving", id.toString());
    Map<String, Long> rows = erasure.erase(tenant);
    ground.audit().done("tenant_deleted", id.toString());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("tenantId", id);
    told.put("deleted", true);
    told.put("rows", rows);
    return told;
  }

  /** What a vendor cannot be told ends by itself there. */
  private void goodbye(TenantId tenant) {
    PluginContext context =
        new LentContext(ground, new StoredSchedule(ground.outbox(), ground.clock()));
    try {
      ground.tenancy().run(tenant, () -> plugins.leave(context));
    } catch (RuntimeException e) {
      log.warn("not every vendor could be told that the tenant goes: {}", e.getMessage());
    }
  }
}
