package io.concordat.ee.calendar.provider;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Request;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Whose providers a caller reaches: the own ones, or everybody's with the permission. Everything
 * else is not there, and every well-formed id that is not there is audited.
 */
public final class Reach {
  public static final String OWN = "calendar:connect";
  public static final String ALL = "user_schedule:all";

  private final Transactions transactions;
  private final ProviderRows providers;
  private final Audit audit;

  public Reach(Transactions transactions, ProviderRows providers, Audit audit) {
    this.transactions = transactions;
    this.providers = providers;
    this.audit = audit;
  }

  /** Empty: everybody's. */
  public static Optional<UserId> only(Caller caller) {
    return caller.may(ALL) ? Optional.empty() : Optional.of(caller.user());
  }

  /** One transaction with the provider that the path names, or the reply that there is none. */
  public Reply with(Request request, BiFunction<Tx, Provider, Reply> then) {
    return transactions.call(tx -> with(tx, request, providers::find, then));
  }

  /** The same, and nobody else changes it meanwhile. */
  public Reply withLocked(Request request, BiFunction<Tx, Provider, Reply> then) {
    return transactions.call(tx -> with(tx, request, providers::lock, then));
  }

  /** The same without a reply: nobody is told, and nothing is written down. */
  Optional<Provider> find(Tx tx, Request request) {
    return id(request.path("id"))
        .flatMap(known -> providers.find(tx, known))
        .filter(provider -> reaches(request.caller(), provider));
  }

  private Reply with(Tx tx, Request request, Find find, BiFunction<Tx, Provider, Reply> then) {
    Optional<UUID> id = id(request.path("id"));
    return id.flatMap(known -> find.by(tx, known))
        .filter(provider -> reaches(request.caller(), provider))
        .map(provider -> then.apply(tx, provider))
        .orElseGet(
            () -> {
              id.ifPresent(asked -> missed(tx, request.caller(), "calendar_provider", asked));
              return Problems.notFound();
            });
  }

  public static boolean reaches(Caller caller, Provider provider) {
    return only(caller).filter(own -> !own.equals(provider.user())).isEmpty();
  }

  /** Somebody asked for what is not there, or not theirs. */
  public void missed(Tx tx, Caller caller, String what, UUID id) {
    audit.record(
        tx,
        new Audit.Entry(
            Optional.of(caller.user()), what + ".access", id.toString(), "not_found", Map.of()));
  }

  /** A well-formed id. */
  public static Optional<UUID> id(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Find {
    Optional<Provider> by(Tx tx, UUID id);
  }
}
