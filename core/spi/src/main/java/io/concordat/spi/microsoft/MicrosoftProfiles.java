package io.concordat.spi.microsoft;

import io.concordat.spi.secret.Credential;
import io.concordat.spi.tenant.Tx;
import java.util.Locale;
import java.util.UUID;

/** The one resolver: which credentials serve a consumer. Nothing falls back to another profile. */
public interface MicrosoftProfiles {
  /**
   * A consumer is bound to another profile, or to none. Data: {@code consumer}, {@code
   * oldProfileId} and {@code newProfileId}, each only when there is one.
   */
  String BINDING_CHANGED = "MICROSOFT_BINDING_CHANGED";

  /**
   * A profile was made or changed; the subject is its id. Data: {@code change}, one of {@code
   * created}, {@code updated}, {@code archived}, {@code restored}, {@code deleted}.
   */
  String PROFILE_CHANGED = "MICROSOFT_PROFILE_CHANGED";

  /**
   * @param consumer a {@link io.concordat.spi.MicrosoftConsumer#name}
   */
  Resolved resolve(Tx tx, String consumer);

  /** The credentials, or why there are none. */
  sealed interface Resolved {
    /**
     * @param directoryId the directory's id, or one of its verified domains
     */
    record Ready(UUID profileId, String clientId, String directoryId, Credential credential)
        implements Resolved {}

    record NotReady(Reason reason) implements Resolved {}
  }

  /** Why a consumer cannot work. */
  enum Reason {
    /** No profile is bound to this consumer. */
    BINDING_NOT_CONFIGURED,
    /** The bound profile was archived or deleted. */
    PROFILE_ARCHIVED,
    /** The bound profile lacks its secret or certificate, or what is stored cannot be opened. */
    PROFILE_CREDENTIALS_MISSING,
    /** The bound profile has a part that this consumer cannot use, or an expired certificate. */
    PROFILE_INVALID;

    /** Stable; what clients see. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
