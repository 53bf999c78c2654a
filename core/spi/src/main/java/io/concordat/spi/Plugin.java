package io.concordat.spi;

import java.util.List;
import java.util.Set;

/**
 * What a plugin jar brings. Core finds it with {@link java.util.ServiceLoader} in one place, after
 * it has read the jar's manifest ({@code Plugin-Id}, {@code Plugin-Version}, {@code
 * Plugin-Spi-Version}) and resolved every reference the jar makes to {@code io.concordat}.
 *
 * <p>Resources under {@code concordat/<id>/}: {@code changelog.yaml} (Liquibase, run by the owner
 * role before {@link #start}), {@code openapi.yaml} (a fragment: {@code paths} and {@code
 * components}, merged into core's document).
 *
 * <p>Everything but {@link #start} is a constant: it is read before migrations run, so that two
 * plugins which claim the same port or consumer stop the start without having changed anything.
 */
public interface Plugin {
  /** Equal to the manifest's {@code Plugin-Id}; lower case and hyphens. */
  String id();

  /** The single-owner ports that {@link #start} will offer. */
  default Set<Port> ports() {
    return Set.of();
  }

  /** Consumers of Microsoft profiles that this plugin acts for. */
  default List<MicrosoftConsumer> microsoftConsumers() {
    return List.of();
  }

  /** Consumers of the tenant's Google app; core serves {@code /api/v1/google/app} if any. */
  default List<GoogleConsumer> googleConsumers() {
    return List.of();
  }

  /**
   * Builds the plugin's object graph. Called once, after all migrations, before any request; does
   * no vendor call and starts no thread. An exception stops the start and names the jar.
   */
  Offer start(PluginContext context);

  /**
   * The bound tenant is to be deleted: says goodbye to vendors, as far as that works within some
   * seconds. Its rows and jobs are core's to delete, afterwards. Called by the administration, in a
   * process where this plugin may not have been started.
   */
  default void leaving(PluginContext context) {}
}
