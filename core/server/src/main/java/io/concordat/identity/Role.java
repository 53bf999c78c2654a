package io.concordat.identity;

import java.util.Locale;
import java.util.Set;

/** What a user is, and by that alone what a user may. */
public enum Role {
  ADMIN,
  TECHNICIAN,
  CLIENT_PORTAL;

  public Set<String> permissions() {
    return switch (this) {
      case ADMIN -> Permissions.ALL;
      case TECHNICIAN -> Permissions.OF_A_TECHNICIAN;
      case CLIENT_PORTAL -> Set.of();
    };
  }

  /** Belongs to the provider's own people, not to a customer of theirs. */
  public boolean internal() {
    return this != CLIENT_PORTAL;
  }

  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role stored(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
