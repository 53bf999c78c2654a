package io.concordat.microsoft;

import io.concordat.spi.meter.Survey;
import io.concordat.spi.tenant.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many profiles prove themselves with a certificate that ends soon, or has ended. */
public final class CertificateSurvey implements Survey {
  private static final int MOST = 1_000;
  private static final String NAME = "concordat.certificates";
  private static final Map<Flaw, Series> SERIES =
      Map.of(
          Flaw.CERTIFICATE_EXPIRES_SOON, new Series(NAME, Map.of("state", "expires_soon")),
          Flaw.CERTIFICATE_EXPIRED, new Series(NAME, Map.of("state", "expired")));

  private final ProfileStore profiles;
  private final InstantSource clock;

  public CertificateSurvey(ProfileStore profiles, InstantSource clock) {
    this.profiles = profiles;
    this.clock = clock;
  }

  @Override
  public List<Series> series() {
    return List.copyOf(SERIES.values());
  }

  @Override
  public Map<Series, Long> of(Tx tx) {
    Instant now = clock.instant();
    var counts = new HashMap<Series, Long>();
    for (Profile profile : profiles.page(tx, Optional.empty(), MOST)) {
      if (profile.archivedAt().isEmpty()) {
        Set<Flaw> flaws = profile.flaws(now);
        SERIES.forEach((flaw, one) -> counts.merge(one, flaws.contains(flaw) ? 1L : 0L, Long::sum));
      }
    }
    return counts;
  }
}
