package io.concordat.spi;

import io.concordat.spi.audit.Audit;
import io.concordat.spi.channel.Channels;
import io.concordat.spi.event.Outbox;
import io.concordat.spi.google.GoogleApps;
import io.concordat.spi.identity.Users;
import io.concordat.spi.job.Jobs;
import io.concordat.spi.meter.Meters;
import io.concordat.spi.microsoft.MicrosoftProfiles;
import io.concordat.spi.notice.Notices;
import io.concordat.spi.oauth.OAuthStates;
import io.concordat.spi.schedule.Schedule;
import io.concordat.spi.secret.Secrets;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.Transactions;
import java.time.InstantSource;
import java.util.Optional;

/** Everything core lends to a plugin. All of it is safe for use by many threads. */
public interface PluginContext {
  Tenancy tenancy();

  Transactions transactions();

  Schedule schedule();

  Users users();

  GoogleApps googleApps();

  MicrosoftProfiles microsoftProfiles();

  Outbox outbox();

  Jobs jobs();

  Secrets secrets();

  OAuthStates oauthStates();

  Channels channels();

  Audit audit();

  Notices notices();

  Meters meters();

  InstantSource clock();

  Addresses addresses();

  /**
   * A setting by its environment name, for example {@code CONCORDAT_CALENDAR_POLL_INTERVAL}; the
   * environment comes first, then {@code concordat.yml}.
   */
  Optional<String> setting(String name);
}
