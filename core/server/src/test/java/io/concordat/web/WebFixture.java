package io.concordat.web;

import io.concordat.app.Ground;
import io.concordat.app.GroundFixture;
import io.concordat.identity.Role;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.tenant.Handles;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A server on a free port over a database of its own; what it audits and tells is kept. */
public final class WebFixture implements AutoCloseable {
  private static final String PUBLIC_URL = "CONCORDAT_PUBLIC_URL";

  public final GroundFixture ground;
  private final HttpShell shell;

  public WebFixture(Ports ports) {
    this(ports, Map.of());
  }

  /** With other settings, such as where a vendor's twin answers. */
  public WebFixture(Ports ports, Map<String, String> environment) {
    this(ports, InstantSource.system(), environment);
  }

  public WebFixture(Ports ports, InstantSource clock, Map<String, String> environment) {
    ground = GroundFixture.open(clock, environment);
    Ground parts = ground.ground();
    var schedule = new StoredSchedule(parts.outbox(), parts.clock());
    shell =
        HttpShell.start(
            0,
            ports,
            List.of(
                (Authentication) parts.tokens()::authenticate,
                parts.tenancy(),
                parts.transactions(),
                parts.clock(),
                parts.users(),
                parts.tokens(),
                parts.sessions(),
                parts.identity().signIn(),
                parts.identity().credentials(),
                parts.identity().setup(),
                Networks.trusting(""),
                parts.audit(),
                parts.notices(),
                parts.googleApps(),
                parts.googleProbe(),
                parts.microsoftProfiles(),
                parts.microsoftBindings(),
                parts.entra(),
                parts.signInWithMicrosoft().domains(),
                parts.signInWithMicrosoft().identities(),
                parts.signInWithMicrosoft().start(),
                parts.signInWithMicrosoft().finish(),
                parts.feed(),
                parts.live(),
                schedule,
                parts.meters(),
                new PublicUrl(
                    URI.create(environment.getOrDefault(PUBLIC_URL, "http://localhost:8080"))),
                new Well()));
  }

  /** Someone with a token. */
  public record Person(TenantId tenant, UserId id, Http http) {}

  public Person person(TenantId tenant, String name, Role role) {
    UserId id = ground.user(tenant, name + "@example.com", role);
    String token = ground.token(tenant, id).token().reveal();
    return new Person(tenant, id, http().as(token));
  }

  public Http http() {
    return Http.to(shell.port());
  }

  HttpShell shell() {
    return shell;
  }

  @Override
  public void close() {
    shell.close();
    ground.close();
  }

  /** The tenant's events, oldest first, as {@code TYPE subject cause data}. */
  public List<String> told(TenantId tenant) {
    return ground.in(
        tenant,
        tx ->
            Handles.of(tx)
                .createQuery(
                    "select type || ' ' || subject || ' ' || cause || ' ' || data"
                        + " from outbox order by xid, seq")
                .mapTo(String.class)
                .list());
  }

  /** The tenant's audit log, newest first. */
  public List<Audit.Entry> audited(TenantId tenant) {
    return ground.in(
        tenant,
        tx ->
            ground.ground().audit().read(tx, Long.MAX_VALUE, 1_000).stream()
                .map(line -> line.entry())
                .toList());
  }

  private static final class Well implements Vitals {
    @Override
    public boolean databaseAnswers() {
      return true;
    }

    @Override
    public String meters() {
      return "up 1\n";
    }
  }
}
