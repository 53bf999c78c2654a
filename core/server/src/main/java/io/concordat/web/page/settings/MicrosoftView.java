package io.concordat.web.page.settings;

import io.concordat.microsoft.Binding;
import io.concordat.microsoft.Consumers;
import io.concordat.microsoft.Flaw;
import io.concordat.microsoft.Profile;
import io.concordat.microsoft.Proof;
import io.concordat.spi.MicrosoftConsumer;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.spi.page.Words;
import io.concordat.web.PublicUrl;
import io.concordat.web.microsoft.Registration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The page of profiles and bindings.
 *
 * @param rows one of each consumer that this edition shows
 */
public record MicrosoftView(
    List<Card> active, List<Card> archived, List<Row> rows, ProviderTabs tabs) {

  /** A profile. */
  public record Card(
      Profile profile, List<Flaw> flaws, boolean ready, List<MicrosoftConsumer> serves) {
    public UUID id() {
      return profile.id();
    }

    public boolean hasSecret() {
      return profile.proof() instanceof Proof.Secret;
    }

    public Optional<Proof.Certificate> certificate() {
      return profile.proof() instanceof Proof.Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    }
  }

  /** A profile that a consumer could be bound to. */
  public record Option(UUID id, String name, boolean fits, boolean chosen) {}

  /**
   * A consumer and whether it is served.
   *
   * @param version of the binding, 0 without one
   */
  public record Row(
      MicrosoftConsumer consumer,
      Optional<Profile> bound,
      Optional<Reason> reason,
      long version,
      List<Option> options,
      Registration registration) {
    public boolean ready() {
      return reason.isEmpty();
    }

    public boolean acted() {
      return consumer.guidance().acted();
    }

    /** What people allowed the app to do while they are away is lost with the app. */
    public boolean keepsGrants() {
      return consumer.guidance().delegatedScopes().contains("offline_access");
    }

    public boolean choosable() {
      return options.stream().anyMatch(Option::fits);
    }
  }

  /** What a test of credentials can come to. */
  public static final List<String> VERDICTS =
      List.of(
          "ok",
          "invalid_secret",
          "secret_expired",
          "unknown_application",
          "unknown_directory",
          "application_disabled",
          "certificate_rejected",
          "certificate_expired",
          "credentials_missing",
          "directory_not_named",
          "clock_skewed",
          "single_directory",
          "temporarily_unavailable",
          "unreachable",
          "refused");

  /** Core's own consumer in the visitor's language, a plugin's in the plugin's words. */
  public static String label(Words words, MicrosoftConsumer consumer) {
    String key = "consumer." + consumer.name();
    return words.knows(key) ? words.t(key) : consumer.label();
  }

  /** Whether profiles are for nothing but signing in. */
  public boolean signInOnly() {
    return rows.size() == 1;
  }

  public boolean empty() {
    return active.isEmpty() && archived.isEmpty();
  }

  static MicrosoftView of(
      List<Profile> profiles,
      List<Binding> bindings,
      Consumers consumers,
      PublicUrl publicUrl,
      Instant now,
      ProviderTabs tabs) {
    List<Card> cards =
        profiles.stream().map(profile -> card(profile, bindings, consumers, now)).toList();
    List<Card> active =
        cards.stream().filter(card -> card.profile().archivedAt().isEmpty()).toList();
    return new MicrosoftView(
        active,
        cards.stream().filter(card -> card.profile().archivedAt().isPresent()).toList(),
        consumers.shown().stream()
            .map(consumer -> row(consumer, bindings, active, publicUrl, now))
            .toList(),
        tabs);
  }

  private static Card card(
      Profile profile, List<Binding> bindings, Consumers consumers, Instant now) {
    boolean many = consumers.shown().size() > 1;
    List<Flaw> flaws =
        profile.flaws(now).stream()
            .filter(flaw -> many || flaw != Flaw.DIRECTORY_NOT_NAMED)
            .toList();
    List<MicrosoftConsumer> serves =
        bindings.stream()
            .filter(binding -> binding.profile().id().equals(profile.id()))
            .flatMap(binding -> consumers.find(binding.consumer()).stream())
            .toList();
    return new Card(profile, flaws, flaws.stream().noneMatch(Flaw::fatal), serves);
  }

  private static Row row(
      MicrosoftConsumer consumer,
      List<Binding> bindings,
      List<Card> active,
      PublicUrl publicUrl,
      Instant now) {
    Optional<Binding> binding =
        bindings.stream().filter(one -> one.consumer().equals(consumer.name())).findFirst();
    Optional<Profile> bound = binding.map(Binding::profile);
    return new Row(
        consumer,
        bound,
        binding.isEmpty()
            ? Optional.of(Reason.BINDING_NOT_CONFIGURED)
            : binding.flatMap(one -> one.unfit(now)),
        binding.map(Binding::version).orElse(0L),
        active.stream().map(card -> option(card.profile(), consumer, bound, now)).toList(),
        Registration.of(consumer.guidance(), publicUrl, bound.map(Profile::clientId)));
  }

  private static Option option(
      Profile profile, MicrosoftConsumer consumer, Optional<Profile> bound, Instant now) {
    return new Option(
        profile.id(),
        profile.displayName(),
        profile.unfitFor(consumer.name(), now).isEmpty(),
        bound.map(Profile::id).filter(profile.id()::equals).isPresent());
  }
}
