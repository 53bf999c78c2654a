package io.concordat.web.microsoft;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.identity.Permissions;
import io.concordat.microsoft.EntraAnswer;
import io.concordat.microsoft.EntraClient;
import io.concordat.microsoft.EntraRefusal;
import io.concordat.microsoft.Flaw;
import io.concordat.microsoft.Profile;
import io.concordat.microsoft.ProfileStore;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.tenant.Transactions;
import io.concordat.web.Answers;
import io.concordat.web.Gate;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Asks Entra for a token and says how that went; the token is dropped. */
@Controller("/api/v1/microsoft/profiles")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.ALL)
final class ProfileTestRoutes {
  private final Gate gate;
  private final Transactions transactions;
  private final ProfileStore profiles;
  private final ShownProfiles shown;
  private final EntraClient entra;
  private final Audit audit;
  private final InstantSource clock;

  ProfileTestRoutes(
      Gate gate,
      Transactions transactions,
      ProfileStore profiles,
      ShownProfiles shown,
      EntraClient entra,
      Audit audit,
      InstantSource clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.profiles = profiles;
    this.shown = shown;
    this.entra = entra;
    this.audit = audit;
    this.clock = clock;
  }

  private record Subject(Profile profile, Optional<Credential> credential) {}

  /**
   * How it went.
   *
   * @param number what Entra calls it, if it said so
   */
  private record Verdict(String code, String detail, OptionalInt number) {
    boolean ok() {
      return code.equals("ok");
    }

    ObjectNode json() {
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("ok", ok())
              .put("code", code)
              .put("detail", detail);
      number.ifPresentOrElse(
          value -> json.put("vendorCode", "AADSTS" + value), () -> json.putNull("vendorCode"));
      return json;
    }
  }

  @Post("/{id}/test")
  HttpResponse<?> test(HttpRequest<?> request, String id) {
    return gate.enter(
        request,
        "microsoft_profile.test",
        Set.of(Permissions.SETTINGS_UPDATE),
        caller -> {
          Subject subject =
              transactions.call(
                  tx -> {
                    Profile profile = shown.found(tx, id);
                    return new Subject(profile, profiles.credential(tx, profile));
                  });
          Verdict verdict = judge(subject);
          transactions.run(
              tx ->
                  audit.record(
                      tx,
                      new Audit.Entry(
                          Optional.of(caller.user()),
                          "microsoft_profile.test",
                          id,
                          verdict.ok() ? "ok" : "failed",
                          Map.of("code", verdict.code()))));
          return Answers.json(200, verdict.json());
        });
  }

  /** What is known here is said without asking. */
  private Verdict judge(Subject subject) {
    Profile profile = subject.profile();
    if (subject.credential().isEmpty()) {
      return here(
          Flaw.CREDENTIALS_MISSING,
          "There is no secret or certificate that can be opened: set it.");
    }
    Set<Flaw> flaws = profile.flaws(clock.instant());
    if (flaws.contains(Flaw.CERTIFICATE_EXPIRED)) {
      return here(
          Flaw.CERTIFICATE_EXPIRED, "The certificate has expired: register and set a new one.");
    }
    if (flaws.contains(Flaw.DIRECTORY_NOT_NAMED)) {
      return here(
          Flaw.DIRECTORY_NOT_NAMED,
          "Only a named directory gives tokens to an app: this profile is tried by signing in.");
    }
    return verdict(
        entra.prove(profile.clientId(), profile.directoryId(), subject.credential().get()));
  }

  private static Verdict here(Flaw flaw, String detail) {
    return new Verdict(flaw.code(), detail, OptionalInt.empty());
  }

  private static Verdict verdict(EntraAnswer answer) {
    return switch (answer) {
      case EntraAnswer.Granted granted ->
          new Verdict("ok", "Entra gave the app a token.", OptionalInt.empty());
      case EntraAnswer.Silent silent ->
          new Verdict(
              "unreachable",
              "Entra could not be reached from here: check the network and try again.",
              OptionalInt.empty());
      case EntraAnswer.Refused(var why, var number) -> new Verdict(why.code(), said(why), number);
    };
  }

  private static String said(EntraRefusal why) {
    return switch (why) {
      case INVALID_SECRET ->
          "Entra does not accept the client secret: copy the column \"Value\" of a current one.";
      case SECRET_EXPIRED -> "The client secret has expired: make a new one and set it here.";
      case UNKNOWN_APPLICATION ->
          "The directory has no application with this client id: compare both with the"
              + " registration's overview.";
      case UNKNOWN_DIRECTORY -> "There is no such directory: correct the directory id.";
      case APPLICATION_DISABLED -> "The application is switched off in Entra: enable it there.";
      case CERTIFICATE_REJECTED ->
          "Entra does not accept the certificate: upload it at the registration, under"
              + " \"Certificates & secrets\".";
      case CLOCK_SKEWED -> "This server's clock is wrong: correct it and try again.";
      case SINGLE_DIRECTORY ->
          "The application takes people of its own directory only: name that directory.";
      case TEMPORARILY_UNAVAILABLE -> "Entra has a trouble of its own: try again later.";
      case REDIRECT_MISMATCH, CODE_REJECTED, CONSENT_MISSING, PERSON_REFUSED, OTHER ->
          "Entra refuses the application: its number says why, see Microsoft's list of AADSTS"
              + " error codes.";
    };
  }
}
