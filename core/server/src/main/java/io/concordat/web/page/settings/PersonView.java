package io.concordat.web.page.settings;

import io.concordat.identity.Role;
import io.concordat.identity.Roster;
import io.concordat.sso.Identity;
import java.time.Instant;
import java.util.Optional;

/**
 * One user.
 *
 * @param identity who that is at Microsoft
 * @param last nobody else administers
 * @param self it is whoever looks
 */
public record PersonView(
    Roster.Entry entry, Optional<Identity> identity, boolean last, boolean self, Instant now) {
  public String path() {
    return "/api/v1/users/" + entry.user().id();
  }

  public boolean internal() {
    return entry.role() != Role.CLIENT_PORTAL;
  }

  /** Of the link to Microsoft; 0 without one. */
  public long linkVersion() {
    return identity.map(Identity::version).orElse(0L);
  }
}
