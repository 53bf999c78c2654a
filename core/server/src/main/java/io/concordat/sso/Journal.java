package io.concordat.sso;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why somebody was let in or not, for those who may know. The browser gets a reference that leads
 * an administrator to the line.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final String ACTION = "sign_in.microsoft";
  private static final String KIND = "sso";
  private static final int REFERENCE = 10;

  private final Audit audit;

  Journal(Audit audit) {
    this.audit = audit;
  }

  /** Of which no tenant is known. */
  String refused(Reason reason) {
    String reference = reference();
    audit.refused(KIND, reason.code());
    LOG.info("sign-in {} refused: {}", reference, reason.code());
    return reference;
  }

  String refused(Tx tx, Refusal refusal) {
    String reference = reference();
    Map<String, String> detail = new HashMap<>(refusal.detail());
    detail.put("reason", refusal.reason().code());
    detail.put("reference", reference);
    audit.record(
        tx, new Audit.Entry(refusal.user(), ACTION, subject(refusal.user()), "denied", detail));
    return reference;
  }

  void admitted(Tx tx, UserId user, Map<String, String> detail) {
    audit.record(tx, new Audit.Entry(Optional.of(user), ACTION, user.toString(), "ok", detail));
  }

  private static String subject(Optional<UserId> user) {
    return user.map(UserId::toString).orElse("");
  }

  private static String reference() {
    return Digest.random().replaceAll("[_-]", "").substring(0, REFERENCE);
  }
}
