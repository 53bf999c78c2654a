package io.concordat.tenant;

import io.concordat.spi.tenant.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The customers of this installation. */
public final class Tenants {
  private final AcrossTenants.Reach reach;
  private final InstantSource clock;

  public Tenants(AcrossTenants across, InstantSource clock) {
    this.reach = across.because("tenants belong to no tenant");
    this.clock = clock;
  }

  public TenantId create(String name) {
    String stripped = checkedName(name);
    TenantId id = new TenantId(UUID.randomUUID());
    Instant now = clock.instant();
    reach.call(
        handle ->
            handle
                .createUpdate("insert into tenants (id, name, created_at) values (:id, :name, :at)")
                .bind("id", id.value())
                .bind("name", stripped)
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .execute());
    return id;
  }

  /** Throws {@link IllegalArgumentException} when it is no name for a tenant. */
  public static String checkedName(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > 200) {
      throw new IllegalArgumentException("a name has 1 to 200 characters");
    }
    return stripped;
  }

  public Optional<String> name(TenantId id) {
    return reach.call(
        handle ->
            handle
                .createQuery("select name from tenants where id = :id")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne());
  }

  /** All of them; for housekeeping, which visits each in turn. */
  public List<TenantId> all() {
    return reach.call(
        handle ->
            handle
                .createQuery("select id from tenants order by id")
                .mapTo(UUID.class)
                .map(TenantId::new)
                .list());
  }
}
