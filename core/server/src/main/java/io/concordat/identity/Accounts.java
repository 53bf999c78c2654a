package io.concordat.identity;

import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.AcrossTenants;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The accounts that an address has, in whichever tenants. */
final class Accounts {
  private static final int MOST = 50;

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final AcrossTenants.Reach reach;
  private final InstallationKey key;

  Accounts(Tenancy tenancy, Transactions transactions, AcrossTenants across, InstallationKey key) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.reach = across.because("whoever signs in names an address, and the address its tenants");
    this.key = key;
  }

  private record Name(TenantId tenant, UserId user) {}

  /**
   * @param tenant the only one to look in, if it is given
   */
  List<Account> of(String email, Optional<TenantId> tenant) {
    return names(email).stream()
        .filter(name -> tenant.isEmpty() || tenant.get().equals(name.tenant()))
        .flatMap(name -> find(name).stream())
        .filter(account -> account.email().equals(email))
        .toList();
  }

  private List<Name> names(String email) {
    return reach.call(
        handle ->
            handle
                .createQuery(
                    """
                    select tenant_id, user_id from route_sign_in_names where hash = :hash
                    order by tenant_id limit :most""")
                .bind("hash", key.name(email))
                .bind("most", MOST)
                .map(
                    (rows, context) ->
                        new Name(
                            new TenantId(rows.getObject(1, UUID.class)),
                            new UserId(rows.getObject(2, UUID.class))))
                .list());
  }

  private Optional<Account> find(Name name) {
    return tenancy.in(
        name.tenant(), () -> transactions.call(tx -> UserRows.account(tx, name.user())));
  }
}
