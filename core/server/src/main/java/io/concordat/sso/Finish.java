package io.concordat.sso;

import io.concordat.identity.Sessions;
import io.concordat.microsoft.Consumers;
import io.concordat.microsoft.EntraAnswer;
import io.concordat.microsoft.EntraClient;
import io.concordat.microsoft.EntraRefusal;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.identity.Users.User;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.microsoft.MicrosoftProfiles.Resolved;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.sso.Admission.Admitted;
import io.concordat.sso.IdToken.Checked;
import io.concordat.tenant.AcrossTenants;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way back from Microsoft, which ends in a new session or in nothing. Entra is asked outside of
 * transactions.
 */
public final class Finish {
  private static final Set<String> SCOPES = Set.of("openid", "profile", "email");
  private static final Pattern NUMBER = Pattern.compile("^AADSTS(\\d{1,9})\\b");
  private static final String HOW = "microsoft";

  private final Tenancy tenancy;
  private final Transactions transactions;
  private final AcrossTenants.Reach routes;
  private final MicrosoftProfiles profiles;
  private final EntraClient entra;
  private final Directories directories;
  private final Admission admission;
  private final Sessions sessions;
  private final Journal journal;
  private final InstantSource clock;

  Finish(
      Tenancy tenancy,
      Transactions transactions,
      AcrossTenants across,
      MicrosoftProfiles profiles,
      EntraClient entra,
      Directories directories,
      Admission admission,
      Sessions sessions,
      Journal journal,
      InstantSource clock) {
    this.tenancy = tenancy;
    this.transactions = transactions;
    this.routes = across.because("a browser comes back from Microsoft with a state only");
    this.profiles = profiles;
    this.entra = entra;
    this.directories = directories;
    this.admission = admission;
    this.sessions = sessions;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * What the browser brings.
   *
   * @param query the parameters that Microsoft sent it with
   * @param cookies the value of the cookie with a {@link Ticket#tag}
   * @param agent what the browser says that it is
   * @param before who was signed in in this browser; that session ends
   */
  public record Back(
      Map<String, String> query,
      Function<String, Optional<String>> cookies,
      String agent,
      Optional<Caller> before) {
    public Back {
      query = Map.copyOf(query);
    }

    Optional<String> get(String name) {
      return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }
  }

  public sealed interface Finished {
    /**
     * @param mark for the browser to keep, which is known from here on
     */
    record SignedIn(Sessions.Opened session, String mark, String returnTo) implements Finished {}

    record Refused(String reference) implements Finished {}
  }

  /** Somebody who got this far; then the session, or not. */
  private record Come(Flow flow, Ticket ticket, Back back) {}

  public Finished finish(Back back) {
    Optional<String> state = back.get("state");
    if (state.isEmpty()) {
      return refused(Reason.MISSING_STATE);
    }
    Optional<TenantId> tenant = FlowRows.tenant(routes, Digest.sha256(state.get()));
    return tenant
        .map(it -> tenancy.in(it, () -> taken(back, state.get())))
        .orElseGet(() -> refused(Reason.UNKNOWN_STATE));
  }

  private Finished taken(Back back, String state) {
    byte[] hash = Digest.sha256(state);
    Optional<Ticket> ticket =
        back.cookies().apply(Ticket.tag(state)).map(Secret::of).map(Ticket::new);
    return ticket
        .flatMap(held -> taken(hash, held).map(flow -> new Come(flow, held, back)))
        .map(this::come)
        .orElseGet(() -> missing(hash));
  }

  private Optional<Flow> taken(byte[] hash, Ticket ticket) {
    return transactions.call(tx -> FlowRows.take(tx, hash, ticket.browser()));
  }

  private Finished missing(byte[] hash) {
    boolean others = transactions.call(tx -> FlowRows.exists(tx, hash));
    return others ? refused(Refusal.of(Reason.OTHER_BROWSER)) : refused(Reason.UNKNOWN_STATE);
  }

  private Finished come(Come come) {
    if (!clock.instant().isBefore(come.flow().expiresAt())) {
      return refused(Refusal.of(Reason.EXPIRED_STATE));
    }
    Optional<String> error = come.back().get("error");
    if (error.isPresent()) {
      return refused(Refusal.of(Reason.VENDOR_ERROR, vendor(error.get(), come.back())));
    }
    Optional<String> code = come.back().get("code");
    return code.isEmpty()
        ? refused(Refusal.of(Reason.MISSING_CODE))
        : redeem(come, Secret.of(code.get()));
  }

  /** Its word if it is one that is documented, and its number; never its prose. */
  private static Map<String, String> vendor(String error, Back back) {
    Map<String, String> detail = new HashMap<>();
    detail.put("entra", error.matches("[a-z_]{1,40}") ? error : "other");
    Matcher number = NUMBER.matcher(back.get("error_description").orElse(""));
    if (number.find()) {
      detail.put("aadsts", number.group(1));
    }
    return detail;
  }

  private Finished redeem(Come come, Secret code) {
    return switch (transactions.call(tx -> profiles.resolve(tx, Consumers.MSP_SSO.name()))) {
      case Resolved.NotReady(var why) -> refused(Refusal.of(Start.reason(why)));
      case Resolved.Ready profile when !profile.profileId().equals(come.flow().profile()) ->
          refused(Refusal.of(Reason.PROFILE_CHANGED));
      case Resolved.Ready profile -> redeem(come, code, profile);
    };
  }

  private Finished redeem(Come come, Secret code, Resolved.Ready profile) {
    Secret verifier = Secret.of(come.ticket().pkce().getCodeVerifier());
    URI redirect = URI.create(come.flow().redirectUri());
    return switch (entra.exchange(profile, code, verifier, redirect, SCOPES)) {
      case EntraAnswer.Granted(var idToken) ->
          checked(come, profile, idToken.map(Secret::reveal).orElse(""));
      case EntraAnswer.Refused(var why, var number) ->
          refused(Refusal.of(reason(why), detail(why, number)));
      case EntraAnswer.Silent silent -> refused(Refusal.of(Reason.VENDOR_UNAVAILABLE));
    };
  }

  private static Map<String, String> detail(EntraRefusal why, OptionalInt number) {
    Map<String, String> detail = new HashMap<>(Map.of("entra", why.code()));
    number.ifPresent(it -> detail.put("aadsts", Integer.toString(it)));
    return detail;
  }

  private static Reason reason(EntraRefusal why) {
    return switch (why) {
      case CODE_REJECTED, REDIRECT_MISMATCH, CONSENT_MISSING, PERSON_REFUSED -> Reason.CODE_REFUSED;
      case TEMPORARILY_UNAVAILABLE -> Reason.VENDOR_UNAVAILABLE;
      case INVALID_SECRET,
          SECRET_EXPIRED,
          UNKNOWN_APPLICATION,
          UNKNOWN_DIRECTORY,
          APPLICATION_DISABLED,
          CERTIFICATE_REJECTED,
          CLOCK_SKEWED,
          SINGLE_DIRECTORY,
          OTHER ->
          Reason.CLIENT_REFUSED;
    };
  }

  private Finished checked(Come come, Resolved.Ready profile, String token) {
    Optional<Directory> directory = directories.find(profile.directoryId());
    if (directory.isEmpty()) {
      return refused(Refusal.of(Reason.VENDOR_UNAVAILABLE));
    }
    Expected expected =
        new Expected(
            directory.get().issuer(),
            id(profile.directoryId()),
            profile.clientId(),
            come.ticket().nonce(),
            clock.instant());
    return switch (IdToken.check(
        token, kid -> directories.key(profile.directoryId(), kid), expected)) {
      case Checked.Bad(var reason) -> refused(Refusal.of(reason));
      case Checked.Good(var person) -> replaced(come, person);
    };
  }

  private Finished replaced(Come come, Person person) {
    Finished finished = transactions.call(tx -> admitted(tx, come, person));
    if (finished instanceof Finished.SignedIn) {
      come.back().before().ifPresent(this::end);
    }
    return finished;
  }

  private void end(Caller before) {
    before
        .session()
        .ifPresent(
            id ->
                tenancy.run(before.tenant(), () -> transactions.run(tx -> sessions.close(tx, id))));
  }

  private static Optional<UUID> id(String directory) {
    return directory.matches("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
        ? Optional.of(UUID.fromString(directory))
        : Optional.empty();
  }

  private Finished admitted(Tx tx, Come come, Person person) {
    return switch (admission.admit(tx, person)) {
      case Admitted.In(var user, boolean first) -> signedIn(tx, come, person, user, first);
      case Admitted.Out(var reason, var user) ->
          new Finished.Refused(journal.refused(tx, new Refusal(reason, user, detail(person))));
    };
  }

  private Finished signedIn(Tx tx, Come come, Person person, User user, boolean first) {
    Map<String, String> detail = new HashMap<>(detail(person));
    if (first) {
      detail.put("linkedBy", "address");
    }
    journal.admitted(tx, user.id(), detail);
    String mark = admission.users().mark(user);
    return new Finished.SignedIn(
        sessions.open(tx, user.id(), HOW, come.back().agent()), mark, come.flow().returnTo());
  }

  /** By which an administrator can link whom it was. */
  private static Map<String, String> detail(Person person) {
    return Map.of(
        "directoryId", person.directoryId().toString(),
        "objectId", person.objectId().toString());
  }

  private Finished refused(Reason reason) {
    return new Finished.Refused(journal.refused(reason));
  }

  private Finished refused(Refusal refusal) {
    return new Finished.Refused(transactions.call(tx -> journal.refused(tx, refusal)));
  }
}
