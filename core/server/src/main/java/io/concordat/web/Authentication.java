package io.concordat.web;

import io.concordat.spi.identity.Caller;
import java.util.Optional;

/** Proves who calls. */
@FunctionalInterface
public interface Authentication {
  /** The caller whom this API token belongs to, if it is valid now. */
  Optional<Caller> authenticate(String token);
}
