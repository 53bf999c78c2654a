package io.concordat.spi.audit;

import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.Map;
import java.util.Optional;

/** Who did what. */
public interface Audit {
  /** A record of the tenant, committed with the act. */
  void record(Tx tx, Entry entry);

  /**
   * A refusal of which no tenant is known (webhooks, callbacks): a bounded log without contents.
   *
   * @param kind for example {@code google_callback}
   * @param reason for example {@code invalid_state}
   */
  void refused(String kind, String reason);

  /**
   * @param action for example {@code calendar_provider.delete}
   * @param outcome {@code ok}, {@code denied}, {@code not_found} or {@code failed}
   * @param detail no secret, no private title
   */
  record Entry(
      Optional<UserId> user,
      String action,
      String subject,
      String outcome,
      Map<String, String> detail) {
    public Entry {
      detail = Map.copyOf(detail);
    }
  }
}
