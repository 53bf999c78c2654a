package io.concordat.dist.browser;

import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Scratch;
import io.concordat.dist.process.Twin;
import io.concordat.dist.scene.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One assembled edition that runs, with the vendors' twins beside it. */
public final class Site implements AutoCloseable {
  /** What is in the plugins folder: nothing, or everything. */
  public enum Edition {
    CE,
    EE;

    private Path folder(Home home) {
      return switch (this) {
        case CE -> home.ce();
        case EE -> home.ee();
      };
    }
  }

  private final Edition edition;
  private final Path folder;
  private final Twin twin;
  private final Product product;
  private final AtomicInteger teams = new AtomicInteger();

  private Site(Edition edition, Path folder, Twin twin, Product product) {
    this.edition = edition;
    this.folder = folder;
    this.twin = twin;
    this.product = product;
  }

  /** A fresh installation without any tenant. */
  public static Site start(Edition edition, Home home) {
    Path folder = folder();
    Twin twin = Twin.start(home, folder.resolve("logs"));
    int port = Child.port(0);
    URI address = URI.create("http://localhost:" + port);
    Product.Plan plan =
        new Product.Plan(
            edition.folder(home), folder.resolve("data"), port, Settings.pushOnly(address, twin));
    return new Site(edition, folder, twin, Product.start(plan));
  }

  private static Path folder() {
    try {
      return Scratch.folder("site");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Edition edition() {
    return edition;
  }

  public URI address() {
    return plan().address();
  }

  public Product.Plan plan() {
    return product.plan();
  }

  public Product product() {
    return product;
  }

  public TwinControl google() {
    return new TwinControl(twin.google());
  }

  public TwinControl microsoft() {
    return new TwinControl(twin.microsoft());
  }

  /** A tenant of its own. */
  public Team team(String name) {
    return Team.make(this, name, "t" + teams.incrementAndGet() + ".northgate.example");
  }

  /** A browser profile before it, nobody signed in. */
  public Visit visit(Chromium chromium, Look look) {
    return new Visit(address(), chromium.open(address(), look));
  }

  @Override
  public void close() {
    product.stop();
    twin.stop();
    Scratch.spent(folder);
  }
}
