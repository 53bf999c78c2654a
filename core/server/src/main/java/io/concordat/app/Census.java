package io.concordat.app;

import io.concordat.meter.Standing;
import io.concordat.spi.job.Poller;
import io.concordat.spi.meter.Survey;
import io.concordat.spi.meter.Survey.Series;
import io.concordat.spi.tenant.TenantId;
import io.concordat.tenant.TenantGone;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every tenant how things stand there, for the meters. */
final class Census {
  private static final Logger log = LoggerFactory.getLogger(Census.class);
  private static final Duration EVERY = Duration.ofSeconds(15);

  /** A round is followed by so many times its length of rest: many tenants must not be a load. */
  private static final int REST = 20;

  private final Ground ground;
  private final List<Survey> surveys;
  private final List<Series> series;
  private final Standing standing;
  private long restUntil = System.nanoTime();

  Census(Ground ground, List<Survey> surveys) {
    this.ground = ground;
    this.surveys = List.copyOf(surveys);
    this.series = surveys.stream().flatMap(survey -> survey.series().stream()).toList();
    this.standing = new Standing(ground.meters());
    standing.show(series, Map.of());
  }

  Poller poller() {
    return new Poller("census", EVERY, this::round);
  }

  private void round() {
    long began = System.nanoTime();
    if (began - restUntil >= 0) {
      all();
      long end = System.nanoTime();
      restUntil = end + (end - began) * REST;
    }
  }

  void all() {
    var figures = new LinkedHashMap<TenantId, Map<Series, Long>>();
    for (TenantId tenant : ground.tenants().all()) {
      try {
        figures.put(tenant, ground.tenancy().in(tenant, this::one));
      } catch (TenantGone gone) {
        log.debug("a tenant was deleted meanwhile");
      }
    }
    standing.show(series, figures);
  }

  private Map<Series, Long> one() {
    return ground
        .transactions()
        .call(
            tx -> {
              var figures = new HashMap<Series, Long>();
              surveys.forEach(survey -> figures.putAll(survey.of(tx)));
              return figures;
            });
  }
}
