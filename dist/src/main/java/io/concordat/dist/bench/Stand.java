package io.concordat.dist.bench;

import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Child;
import io.concordat.dist.process.ExternalPostgres;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Product;
import io.concordat.dist.process.Twin;
import io.concordat.dist.scene.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Product, twin and PostgreSQL, each a process of its own. */
final class Stand implements AutoCloseable {
  private final Home home;
  private final ExternalPostgres postgres;
  private final Twin twin;
  private final Product product;

  /**
   * @param publicUrl where the vendor sends notices, or empty for the product itself
   */
  Stand(Home home, Path folder, String publicUrl) {
    this.home = home;
    this.postgres = ExternalPostgres.start(folder.resolve("pg"));
    this.twin = Twin.start(home, folder.resolve("logs"));
    int port = Child.port(0);
    URI address = URI.create(publicUrl.isEmpty() ? "http://localhost:" + port : publicUrl);
    Map<String, String> env = new HashMap<>(Settings.pushOnly(address, twin));
    env.putAll(postgres.settings());
    this.product = Product.start(new Product.Plan(home.ee(), folder.resolve("data"), port, env));
    TwinControl control = control();
    control.control("quota", Rest.object().put("enabled", false));
  }

  Home home() {
    return home;
  }

  ExternalPostgres postgres() {
    return postgres;
  }

  Product product() {
    return product;
  }

  Product.Plan plan() {
    return product.plan();
  }

  TwinControl control() {
    return new TwinControl(twin.google());
  }

  TwinControl outlook() {
    return new TwinControl(twin.microsoft());
  }

  /** Of both vendors. */
  void latency(int millis) {
    control().control("latency", Rest.object().put("ms", millis));
    outlook().control("latency", Rest.object().put("ms", millis));
  }

  @Override
  public void close() {
    product.stop();
    twin.stop();
    postgres.close();
  }
}
