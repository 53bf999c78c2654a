package io.concordat.identity;

import io.concordat.tenant.AcrossTenants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * How often a wrong password may be tried. Nobody's address is ever locked: what is used up belongs
 * to the one who tries, an address from one network and a network as a whole. A browser that signed
 * in before has a count of its own, which no stranger can use up. Whether the address exists makes
 * no difference. An attempt is counted before its password is checked, so that many at once are not
 * more than one after the other.
 */
public final class SignInLimits {
  static final int OF_AN_ADDRESS = 10;
  static final int OF_A_NETWORK = 100;
  static final Duration WINDOW = Duration.ofMinutes(15);

  /** So many counts are kept; a network makes few. */
  static final int KEPT = 100_000;

  private final AcrossTenants.Reach reach;
  private final InstallationKey key;
  private final InstantSource clock;

  SignInLimits(AcrossTenants across, InstallationKey key, InstantSource clock) {
    this.reach = across.because("attempts to sign in have no tenant");
    this.key = key;
    this.clock = clock;
  }

  /**
   * @param browser the id of a browser in which the address signed in before
   */
  record Attempt(String email, String network, Optional<String> browser) {
    private String own() {
      return browser
          .map(id -> "browser:" + id + ":" + email)
          .orElseGet(() -> "address:" + network + ":" + email);
    }

    private Optional<String> shared() {
      return browser.isPresent() ? Optional.empty() : Optional.of("network:" + network);
    }
  }

  /** How long to wait; empty: go on. */
  Optional<Duration> use(Attempt attempt) {
    return attempt
        .shared()
        .flatMap(network -> use(network, OF_A_NETWORK))
        .or(() -> use(attempt.own(), OF_AN_ADDRESS));
  }

  /** The password was right. */
  void forgive(Attempt attempt) {
    forget(attempt.own());
    attempt.shared().ifPresent(this::giveBack);
  }

  /** Of somebody who is signed in already and is asked for the password once more. */
  Optional<Duration> useOwn(UUID user) {
    return use("user:" + user, OF_AN_ADDRESS);
  }

  void forgiveOwn(UUID user) {
    forget("user:" + user);
  }

  /** Forgets counts that are over, and those that end first when there are too many. */
  public int purge() {
    return reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from route_sign_in_attempts where ends_at <= :now or hash in (
                      select hash from route_sign_in_attempts order by ends_at desc offset :kept)""")
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("kept", KEPT)
                .execute());
  }

  private Optional<Duration> use(String what, int most) {
    Instant now = clock.instant();
    Count count = count(key.mac("attempt", what), now);
    return count.used() <= most
        ? Optional.empty()
        : Optional.of(Duration.between(now, count.end()));
  }

  private record Count(int used, Instant end) {}

  private Count count(byte[] hash, Instant now) {
    return reach.call(
        handle ->
            handle
                .createQuery(
                    """
                    insert into route_sign_in_attempts as a (hash, used, ends_at)
                    values (:hash, 1, :end)
                    on conflict (hash) do update set
                      used = case when a.ends_at <= :now then 1 else least(a.used + 1, 1000000) end,
                      ends_at = case when a.ends_at <= :now then :end else a.ends_at end
                    returning used, ends_at""")
                .bind("hash", hash)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("end", now.plus(WINDOW).atOffset(ZoneOffset.UTC))
                .map(
                    (rows, context) ->
                        new Count(
                            rows.getInt(1), rows.getObject(2, OffsetDateTime.class).toInstant()))
                .one());
  }

  private void forget(String what) {
    reach.call(
        handle ->
            handle
                .createUpdate("delete from route_sign_in_attempts where hash = :hash")
                .bind("hash", key.mac("attempt", what))
                .execute());
  }

  private void giveBack(String what) {
    reach.call(
        handle ->
            handle
                .createUpdate(
                    """
                    update route_sign_in_attempts set used = greatest(used - 1, 0)
                    where hash = :hash""")
                .bind("hash", key.mac("attempt", what))
                .execute());
  }
}
