package io.concordat.app;

import io.concordat.spi.Addresses;
import io.concordat.spi.PluginContext;
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

/** What core lends to a plugin: the ground and the schedule, nothing else of core. */
record LentContext(Ground ground, Schedule schedule) implements PluginContext {
  @Override
  public Tenancy tenancy() {
    return ground.tenancy();
  }

  @Override
  public Transactions transactions() {
    return ground.transactions();
  }

  @Override
  public Users users() {
    return ground.users();
  }

  @Override
  public GoogleApps googleApps() {
    return ground.googleApps();
  }

  @Override
  public MicrosoftProfiles microsoftProfiles() {
    return ground.microsoftProfiles();
  }

  @Override
  public Outbox outbox() {
    return ground.outbox();
  }

  @Override
  public Jobs jobs() {
    return ground.jobs();
  }

  @Override
  public Secrets secrets() {
    return ground.secrets();
  }

  @Override
  public OAuthStates oauthStates() {
    return ground.oauthStates();
  }

  @Override
  public Channels channels() {
    return ground.channels();
  }

  @Override
  public Audit audit() {
    return ground.audit();
  }

  @Override
  public Notices notices() {
    return ground.notices();
  }

  @Override
  public Meters meters() {
    return ground.meters();
  }

  @Override
  public InstantSource clock() {
    return ground.clock();
  }

  @Override
  public Addresses addresses() {
    return ground.settings().addresses();
  }

  @Override
  public Optional<String> setting(String name) {
    return ground.settings().setting(name);
  }
}
