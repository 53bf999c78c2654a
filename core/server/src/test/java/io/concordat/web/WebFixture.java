package io.concordat.web;

import io.concordat.app.Ground;
import io.concordat.app.GroundFixture;
import io.concordat.identity.Role;
import io.concordat.schedule.StoredSchedule;
import io.concordat.spi.TenantId;
import io.concordat.spi.Tx;
import io.concordat.spi.UserId;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.event.Event;
import io.concordat.spi.event.Outbox;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a free port over a database of its own; what it audits and tells is kept. */
public final class WebFixture implements AutoCloseable {
  public final GroundFixture ground = GroundFixture.open();
  public final List<Audit.Entry> audited = new CopyOnWriteArrayList<>();
  public final List<Event> told = new CopyOnWriteArrayList<>();
  private final HttpShell shell;

  public WebFixture(Ports ports) {
    Ground parts = ground.ground();
    var schedule = new StoredSchedule(new Told(), parts.clock());
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
                new Audited(),
                schedule,
                new PublicUrl(URI.create("http://localhost:8080")),
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

  private final class Told implements Outbox {
    @Override
    public void append(Tx tx, List<Event> events) {
      tx.afterCommit(() -> told.addAll(events));
    }
  }

  private final class Audited implements Audit {
    @Override
    public void record(Tx tx, Entry entry) {
      tx.afterCommit(() -> audited.add(entry));
    }

    @Override
    public void refused(String kind, String reason) {
      throw new UnsupportedOperationException();
    }
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
