package io.concordat.sso;

import io.concordat.sso.Dns.Answer.Texts;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A domain that a tenant says is its own.
 *
 * @param proof what has to stand in DNS; anybody may know it
 * @param checkedAt when the name servers answered last
 * @param missingSince the proof of a verified domain was not found since then
 */
public record LoginDomain(
    UUID id,
    DomainName domain,
    Status status,
    Optional<Why> why,
    String proof,
    long version,
    Instant requestedAt,
    Optional<Instant> verifiedAt,
    Optional<Instant> checkedAt,
    Optional<Instant> missingSince) {
  private static final String PREFIX = "concordat-domain-verification=";

  /** How far it has come. */
  public enum Status {
    /** Claimed: shows the button and lets nobody in. */
    REQUESTED,
    /** Proved: an address there may link a user. */
    VERIFIED,
    /** Neither any more. */
    REVOKED
  }

  /** Why it was revoked. */
  public enum Why {
    ADMINISTRATOR,
    /** The proof has gone from DNS and did not come back. */
    PROOF_LOST,
    /** Somebody else proved it, and our proof is not there any more. */
    TAKEN_OVER
  }

  static String newProof() {
    return PREFIX + Digest.random();
  }

  boolean provedBy(Texts texts) {
    return texts.values().contains(proof);
  }

  boolean verified() {
    return status == Status.VERIFIED;
  }
}
