package io.concordat.tenant;

import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The customers of this installation. */
public final class Tenants {
  private static final String NONE = "select not exists (select from tenants)";

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

  /** The tenant in scope, as part of the transaction that makes its first user. */
  public void create(Tx tx, String name) {
    Handles.of(tx)
        .createUpdate("insert into tenants (id, name, created_at) values (:id, :name, :at)")
        .bind("id", tx.tenant().value())
        .bind("name", checkedName(name))
        .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** One after the other: whoever wants to make the first tenant. */
  public void lockFirst(Tx tx) {
    Handles.of(tx).execute("select pg_advisory_xact_lock(7341902655)");
  }

  public boolean none() {
    return reach.call(handle -> handle.createQuery(NONE).mapTo(Boolean.class).one());
  }

  public boolean none(Tx tx) {
    return Handles.of(tx).createQuery(NONE).mapTo(Boolean.class).one();
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

  /** All that are not being deleted; for housekeeping, which visits each in turn. */
  public List<TenantId> all() {
    return reach.call(
        handle ->
            handle
                .createQuery("select id from tenants where leaving_at is null order by id")
                .mapTo(UUID.class)
                .map(TenantId::new)
                .list());
  }
}
