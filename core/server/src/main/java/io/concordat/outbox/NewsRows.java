package io.concordat.outbox;

import io.concordat.spi.tenant.TenantId;
import io.concordat.tenant.AcrossTenants;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** SQL of {@code route_outbox} and {@code route_outbox_listeners}: which tenants have news. */
final class NewsRows {
  private final AcrossTenants.Reach reach;

  NewsRows(AcrossTenants across) {
    this.reach = across.because("which tenants have new events");
  }

  /**
   * @param upTo the newest transaction that every reader sees
   */
  record News(TenantId tenant, String upTo) {}

  /** Whoever has waited longest comes first. */
  List<News> news() {
    return reach.call(
        handle ->
            handle
                .createQuery(
                    """
                    select tenant_id, max(xid)::text from route_outbox
                    where xid < pg_snapshot_xmin(pg_current_snapshot())
                    group by tenant_id order by min(xid), tenant_id""")
                .map(
                    (rows, context) ->
                        new News(new TenantId(rows.getObject(1, UUID.class)), rows.getString(2)))
                .list());
  }

  void forget(TenantId tenant, String upTo) {
    reach.call(
        handle ->
            handle
                .createUpdate(
                    "delete from route_outbox where tenant_id = :tenant and xid <= cast(:xid as xid8)")
                .bind("tenant", tenant.value())
                .bind("xid", upTo)
                .execute());
  }

  /** Where a listener begins with a tenant it has not heard of: when it was first seen. */
  String since(String listener) {
    return reach.call(
        handle -> {
          handle
              .createUpdate(
                  """
                  insert into route_outbox_listeners (name, since)
                  values (:name, pg_snapshot_xmin(pg_current_snapshot())) on conflict do nothing""")
              .bind("name", listener)
              .execute();
          return handle
              .createQuery("select since::text from route_outbox_listeners where name = :name")
              .bind("name", listener)
              .mapTo(String.class)
              .one();
        });
  }

  /** The oldest transaction with events that not every listener has heard; empty: none. */
  Optional<String> oldest() {
    return reach.call(
        handle ->
            handle
                .createQuery("select min(xid)::text from route_outbox having count(*) > 0")
                .mapTo(String.class)
                .findOne());
  }

  /** Transactions with events that not every listener has heard; for the meters. */
  long waiting() {
    return reach.call(
        handle -> handle.createQuery("select count(*) from route_outbox").mapTo(Long.class).one());
  }
}
