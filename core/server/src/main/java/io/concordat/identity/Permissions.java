package io.concordat.identity;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every permission there is. */
public final class Permissions {
  public static final String SETTINGS_READ = "system_settings:read";
  public static final String SETTINGS_UPDATE = "system_settings:update";
  public static final String SCHEDULE_READ = "user_schedule:read";
  public static final String SCHEDULE_UPDATE = "user_schedule:update";
  public static final String SCHEDULE_ALL = "user_schedule:all";
  public static final String CALENDAR_CONNECT = "calendar:connect";
  public static final String EVENTS_READ = "events:read";
  public static final String USERS_READ = "users:read";
  public static final String USERS_MANAGE = "users:manage";
  public static final String TOKENS_MANAGE = "tokens:manage";
  public static final String AUDIT_READ = "audit:read";

  public static final Set<String> ALL =
      Set.of(
          SETTINGS_READ,
          SETTINGS_UPDATE,
          SCHEDULE_READ,
          SCHEDULE_UPDATE,
          SCHEDULE_ALL,
          CALENDAR_CONNECT,
          EVENTS_READ,
          USERS_READ,
          USERS_MANAGE,
          TOKENS_MANAGE,
          AUDIT_READ);

  static final Set<String> OF_A_TECHNICIAN =
      Set.of(SCHEDULE_READ, SCHEDULE_UPDATE, CALENDAR_CONNECT, EVENTS_READ, USERS_READ);

  private Permissions() {}

  /** What the role allows and the scopes, if there are any, do not take away. */
  static Set<String> of(Role role, Optional<List<String>> scopes) {
    Set<String> allowed = new HashSet<>(role.permissions());
    scopes.ifPresent(allowed::retainAll);
    return Set.copyOf(allowed);
  }
}
