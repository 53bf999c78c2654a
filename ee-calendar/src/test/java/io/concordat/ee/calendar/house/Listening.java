package io.concordat.ee.calendar.house;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.tenant.Tx;
import java.util.List;

/** Core's audit, and a list of the refusals without a tenant. */
record Listening(Audit audit, List<String> refusals) implements Audit {
  @Override
  public void record(Tx tx, Entry entry) {
    audit.record(tx, entry);
  }

  @Override
  public void refused(String kind, String reason) {
    refusals.add(kind + " " + reason);
    audit.refused(kind, reason);
  }
}
