package io.concordat.microsoft;

import io.concordat.spi.MicrosoftConsumer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which consumers of Microsoft profiles this installation shows: core's own, then what the plugins
 * bring. Any other name is unknown, also when another edition would have it.
 */
public record Consumers(List<MicrosoftConsumer> shown) {
  /** Core's own. */
  public static final MicrosoftConsumer MSP_SSO =
      new MicrosoftConsumer(
          "msp_sso",
          "Sign-in with Microsoft",
          new MicrosoftConsumer.Guidance(
              true,
              List.of("/api/auth/microsoft/sso/callback"),
              List.of("openid", "profile", "email"),
              List.of(),
              Map.of()));

  public Consumers {
    shown = List.copyOf(shown);
  }

  public static Consumers with(List<MicrosoftConsumer> brought) {
    return new Consumers(Stream.concat(Stream.of(MSP_SSO), brought.stream()).toList());
  }

  public Optional<MicrosoftConsumer> find(String name) {
    return shown.stream().filter(consumer -> consumer.name().equals(name)).findFirst();
  }
}
