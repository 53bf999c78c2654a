package io.concordat.microsoft;

import io.concordat.spi.event.Event;
import io.concordat.spi.event.Outbox;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tenant's Microsoft profiles, their sealed credentials, and who is served by which. */
public final class ProfileStore implements MicrosoftProfiles {
  private final SealedCredentials credentials;
  private final Outbox outbox;
  private final InstantSource clock;

  public ProfileStore(Secrets secrets, Outbox outbox, InstantSource clock) {
    this.credentials = new SealedCredentials(secrets);
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Empty when an active profile of the tenant has the name. */
  public Optional<Profile> create(Tx tx, NewProfile draft, String cause) {
    UUID id = UUID.randomUUID();
    var sealed =
        draft
            .credential()
            .map(credential -> credentials.seal(tx, id, credential))
            .orElse(ProfileRows.Kept.NOTHING);
    if (!ProfileRows.insert(tx, id, draft, sealed, clock.instant())) {
      return Optional.empty();
    }
    tell(tx, id, cause, "created");
    return ProfileRows.find(tx, id);
  }

  public Optional<Profile> find(Tx tx, UUID id) {
    return ProfileRows.find(tx, id);
  }

  /** The same, and nobody changes it or binds to it before this transaction ends. */
  public Optional<Profile> lock(Tx tx, UUID id) {
    return ProfileRows.lock(tx, id);
  }

  /** In the order of their names. */
  public List<Profile> page(Tx tx, Optional<UUID> after, int limit) {
    return ProfileRows.page(tx, after, limit);
  }

  /** The stored credential; empty also when it cannot be opened. */
  public Optional<Credential> credential(Tx tx, Profile profile) {
    return credentials.open(tx, profile.id());
  }

  /** Throws {@link InvalidProfile}. What changes nothing leaves the version as it is. */
  public Changed update(Tx tx, Profile locked, ProfileChange change, String cause) {
    NewProfile wanted = change.on(locked);
    CredentialChange credential = change.credential().on(locked.proof());
    boolean kept = credential instanceof CredentialChange.Keep;
    boolean sameApp = wanted.clientId().equals(locked.clientId());
    if (kept && !sameApp && !(locked.proof() instanceof Proof.Missing)) {
      return new Changed.CredentialNeeded();
    }
    if (kept && sameApp && same(wanted, locked)) {
      return new Changed.Done(locked);
    }
    if (!ProfileRows.update(tx, locked.id(), wanted, clock.instant())) {
      return new Changed.NameTaken();
    }
    store(tx, locked.id(), credential);
    return done(tx, locked.id(), cause, "updated");
  }

  private static boolean same(NewProfile wanted, Profile stored) {
    return wanted.displayName().equals(stored.displayName())
        && wanted.directoryId().equals(stored.directoryId());
  }

  private void store(Tx tx, UUID id, CredentialChange change) {
    switch (change) {
      case CredentialChange.Keep keep -> {}
      case CredentialChange.Remove remove ->
          ProfileRows.credential(tx, id, ProfileRows.Kept.NOTHING);
      case CredentialChange.Replace(var by) ->
          ProfileRows.credential(tx, id, credentials.seal(tx, id, by));
    }
  }

  /** Refused while it serves a consumer that is shown here; archiving again changes nothing. */
  public Changed archive(Tx tx, Profile locked, Consumers shown, String cause) {
    List<String> served = served(tx, locked, shown);
    if (!served.isEmpty()) {
      return new Changed.InUse(served);
    }
    if (locked.archivedAt().isPresent()) {
      return new Changed.Done(locked);
    }
    ProfileRows.archived(tx, locked.id(), true, clock.instant());
    return done(tx, locked.id(), cause, "archived");
  }

  public Changed restore(Tx tx, Profile locked, String cause) {
    if (locked.archivedAt().isEmpty()) {
      return new Changed.Done(locked);
    }
    return ProfileRows.archived(tx, locked.id(), false, clock.instant())
        ? done(tx, locked.id(), cause, "restored")
        : new Changed.NameTaken();
  }

  /** As {@link #archive}, for good: the credential goes at once. */
  public Changed delete(Tx tx, Profile locked, Consumers shown, String cause) {
    List<String> served = served(tx, locked, shown);
    if (!served.isEmpty()) {
      return new Changed.InUse(served);
    }
    if (BindingRows.of(tx, locked.id()).isEmpty()) {
      ProfileRows.delete(tx, locked.id());
    } else {
      ProfileRows.bury(tx, locked.id(), clock.instant());
    }
    tell(tx, locked.id(), cause, "deleted");
    return new Changed.Done(locked);
  }

  private static List<String> served(Tx tx, Profile profile, Consumers shown) {
    return BindingRows.of(tx, profile.id()).stream()
        .filter(consumer -> shown.find(consumer).isPresent())
        .toList();
  }

  private Changed done(Tx tx, UUID id, String cause, String change) {
    tell(tx, id, cause, change);
    return new Changed.Done(ProfileRows.find(tx, id).orElseThrow());
  }

  private void tell(Tx tx, UUID id, String cause, String change) {
    outbox.append(tx, new Event(PROFILE_CHANGED, id, cause, Map.of("change", change)));
  }

  @Override
  public Resolved resolve(Tx tx, String consumer) {
    Instant now = clock.instant();
    return BindingRows.find(tx, consumer)
        .map(binding -> resolve(tx, binding, now))
        .orElseGet(() -> new Resolved.NotReady(Reason.BINDING_NOT_CONFIGURED));
  }

  private Resolved resolve(Tx tx, Binding binding, Instant now) {
    return binding
        .unfit(now)
        .<Resolved>map(Resolved.NotReady::new)
        .orElseGet(() -> opened(tx, binding.profile()));
  }

  private Resolved opened(Tx tx, Profile profile) {
    return credential(tx, profile)
        .<Resolved>map(
            found ->
                new Resolved.Ready(profile.id(), profile.clientId(), profile.directoryId(), found))
        .orElseGet(() -> new Resolved.NotReady(Reason.PROFILE_CREDENTIALS_MISSING));
  }
}
