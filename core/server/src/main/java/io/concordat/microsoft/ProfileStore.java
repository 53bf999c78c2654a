package io.concordat.microsoft;

import io.concordat.spi.event.Event;
import io.concordat.spi.event.Outbox;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.secret.Credential;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.secret.UnreadableSecret;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenant's Microsoft profiles, their sealed secrets, and who is served by which. */
public final class ProfileStore implements MicrosoftProfiles {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileStore.class);
  private static final String COLUMN = "microsoft_profiles.client_secret";

  private final Secrets secrets;
  private final Outbox outbox;
  private final InstantSource clock;

  public ProfileStore(Secrets secrets, Outbox outbox, InstantSource clock) {
    this.secrets = secrets;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Empty when an active profile of the tenant has the name. */
  public Optional<Profile> create(Tx tx, NewProfile draft, String cause) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    byte[] sealed = secrets.seal(tx, id.toString(), COLUMN, draft.clientSecret());
    if (!ProfileRows.insert(tx, id, draft, sealed, now)) {
      return Optional.empty();
    }
    outbox.append(tx, new Event(PROFILE_CHANGED, id, cause, Map.of("change", "created")));
    return ProfileRows.find(tx, id);
  }

  public Optional<Profile> find(Tx tx, UUID id) {
    return ProfileRows.find(tx, id);
  }

  /** In the order of their names. */
  public List<Profile> page(Tx tx, Optional<UUID> after, int limit) {
    return ProfileRows.page(tx, after, limit);
  }

  @Override
  public Resolved resolve(Tx tx, String consumer) {
    return BindingRows.find(tx, consumer)
        .map(binding -> resolve(tx, binding))
        .orElseGet(() -> new Resolved.NotReady(Reason.BINDING_NOT_CONFIGURED));
  }

  private Resolved resolve(Tx tx, Binding binding) {
    return binding
        .unfit()
        .<Resolved>map(Resolved.NotReady::new)
        .orElseGet(() -> opened(tx, binding.profile()));
  }

  private Resolved opened(Tx tx, Profile profile) {
    return secret(tx, profile.id())
        .<Resolved>map(
            secret ->
                new Resolved.Ready(
                    profile.id(),
                    profile.clientId(),
                    profile.directoryId(),
                    new Credential.ClientSecret(secret)))
        .orElseGet(() -> new Resolved.NotReady(Reason.PROFILE_CREDENTIALS_MISSING));
  }

  private Optional<Secret> secret(Tx tx, UUID profile) {
    try {
      return ProfileRows.secret(tx, profile)
          .map(bytes -> secrets.open(tx, profile.toString(), COLUMN, bytes));
    } catch (UnreadableSecret e) {
      LOG.error("Microsoft profile {}: {}", profile, e.getMessage());
      return Optional.empty();
    }
  }
}
