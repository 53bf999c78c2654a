package io.concordat.app;

import io.concordat.app.edition.Edition;
import io.concordat.app.edition.Plugins;
import io.concordat.app.settings.CannotStart;
import io.concordat.schedule.StoredSchedule;
import io.concordat.web.Authentication;
import io.concordat.web.HttpShell;
import io.concordat.web.Networks;
import io.concordat.web.Ports;
import io.concordat.web.PublicUrl;
import io.concordat.web.Vitals;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the HTTP server over what the node put together. */
public record HttpDoor(int port) implements Node.Door {
  private static final String PROXIES = "CONCORDAT_TRUSTED_PROXIES";
  private static final Logger log = LoggerFactory.getLogger(HttpDoor.class);

  @Override
  public AutoCloseable open(
      Ground ground, StoredSchedule schedule, Edition edition, Plugins plugins) {
    HttpShell shell = HttpShell.start(port, ports(edition, plugins), backing(ground, schedule));
    URI publicUrl = ground.settings().addresses().publicUrl();
    log.info("listening on port {}, public address {}", shell.port(), publicUrl);
    return shell;
  }

  private static Ports ports(Edition edition, Plugins plugins) {
    ClassLoader classes = HttpDoor.class.getClassLoader();
    return new Ports(
        edition.calendarSync(),
        edition.teamsIntegration(),
        edition.name(),
        edition.servedBy(),
        plugins.googleConsumers(),
        plugins.microsoftConsumers(),
        plugins.openApiFragments(classes).stream().map(path -> text(classes, path)).toList(),
        edition.offers());
  }

  private static String text(ClassLoader classes, String path) {
    try (InputStream in = classes.getResourceAsStream(path)) {
      if (in == null) {
        throw new CannotStart("the resource " + path + " has gone since the start began");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CannotStart("the resource " + path + " cannot be read", e);
    }
  }

  /** What controllers work with. */
  public static List<Object> backing(Ground ground, StoredSchedule schedule) {
    return List.of(
        (Authentication) ground.tokens()::authenticate,
        ground.tenancy(),
        ground.transactions(),
        ground.clock(),
        ground.users(),
        ground.tokens(),
        ground.sessions(),
        ground.identity().signIn(),
        ground.identity().credentials(),
        ground.identity().setup(),
        networks(ground),
        ground.audit(),
        ground.notices(),
        ground.feed(),
        ground.live(),
        ground.googleApps(),
        ground.googleProbe(),
        ground.microsoftProfiles(),
        ground.microsoftBindings(),
        ground.entra(),
        ground.signInWithMicrosoft().domains(),
        ground.signInWithMicrosoft().identities(),
        ground.signInWithMicrosoft().start(),
        ground.signInWithMicrosoft().finish(),
        schedule,
        ground.meters(),
        new PublicUrl(ground.settings().addresses().publicUrl()),
        new Pulse(ground));
  }

  private static Networks networks(Ground ground) {
    try {
      return Networks.trusting(ground.settings().setting(PROXIES).orElse(""));
    } catch (IllegalArgumentException e) {
      throw new CannotStart(PROXIES + ": " + e.getMessage() + ".", e);
    }
  }

  private record Pulse(Ground ground) implements Vitals {
    @Override
    public boolean databaseAnswers() {
      try (Connection connection = ground.pool().getConnection()) {
        return connection.isValid(2);
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public String meters() {
      return ground.meters().scrape();
    }
  }
}
