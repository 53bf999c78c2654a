package io.concordat.dist.wall;

import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.ExternalPostgres;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Twin;
import io.concordat.dist.process.Waiting;
import io.concordat.dist.scene.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One edition that runs, with the vendors' twins and a database that can be looked into. */
final class Installation implements AutoCloseable {
  /** An edition and the plugins in it. */
  enum Edition {
    CE(false, false),
    EE_CALENDAR(true, false),
    EE_TEAMS(false, true),
    EE(true, true);

    private final boolean calendar;
    private final boolean teams;

    Edition(boolean calendar, boolean teams) {
      this.calendar = calendar;
      this.teams = teams;
    }

    boolean hasCalendar() {
      return calendar;
    }

    boolean hasTeams() {
      return teams;
    }

    private boolean keeps(Path jar) {
      String name = jar.getFileName().toString();
      return name.contains("ee-calendar") ? calendar : teams;
    }
  }

  final Edition edition;
  final Canaries canaries = new Canaries();
  final Product.Plan plan;
  final Twin twin;
  final Digest database;
  private final ExternalPostgres postgres;
  private final Product product;

  private Installation(Edition edition, Product.Plan plan, Twin twin, ExternalPostgres postgres) {
    this.edition = edition;
    this.plan = plan;
    this.twin = twin;
    this.postgres = postgres;
    this.database = new Digest(postgres.superuser());
    this.product = Product.start(plan);
  }

  static Installation start(Edition edition, Path folder) {
    Home home = Home.of("");
    Path install = Home.copy(home.ee(), folder.resolve("install"));
    Home.jars(install.resolve("plugins")).stream()
        .filter(jar -> !edition.keeps(jar))
        .forEach(Installation::remove);
    Twin twin = Twin.start(home, folder.resolve("logs"));
    ExternalPostgres postgres = ExternalPostgres.start(folder.resolve("postgres"));
    int port = Child.port(0);
    var env = new HashMap<>(postgres.settings());
    env.putAll(Settings.pushOnly(URI.create("http://localhost:" + port), twin));
    env.put("CONCORDAT_CALENDAR_SWEEP_INTERVAL", "off");
    var plan = new Product.Plan(install, folder.resolve("data"), port, Map.copyOf(env));
    return new Installation(edition, plan, twin, postgres);
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TwinControl google() {
    return new TwinControl(twin.google());
  }

  TwinControl microsoft() {
    return new TwinControl(twin.microsoft());
  }

  /** Waits until nothing moves in the database by itself. */
  void rest() {
    Waiting.untilSlowly(
        "the database is at rest",
        Duration.ofMinutes(1),
        () -> {
          var before = database.all();
          Waiting.pause(Duration.ofSeconds(2));
          return before.equals(database.all());
        });
  }

  /** Everything that the product has said. */
  String log() {
    try {
      var all = new StringBuilder();
      try (var files = Files.walk(plan.data().resolve("logs"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          // Administration prints what it made, to whoever asked for it.
          if (!file.getFileName().toString().startsWith("admin-")) {
            all.append(Files.readString(file));
          }
        }
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    product.stop();
    twin.stop();
    postgres.close();
  }
}
