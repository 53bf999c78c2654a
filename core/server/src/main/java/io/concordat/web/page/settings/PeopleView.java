package io.concordat.web.page.settings;

import io.concordat.identity.Role;
import io.concordat.identity.Roster;
import io.concordat.spi.tenant.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The list of people.
 *
 * @param linked those who are somebody at Microsoft
 * @param self who looks
 * @param more whether another page follows
 */
public record PeopleView(
    List<Roster.Entry> people,
    Set<UserId> linked,
    UserId self,
    Filter filter,
    boolean more,
    Instant now) {

  /**
   * What is looked for.
   *
   * @param state {@code active} or {@code inactive}
   */
  public record Filter(String text, Optional<Role> role, Optional<String> state, int page) {
    public boolean set() {
      return !text.isBlank() || role.isPresent() || state.isPresent();
    }

    public boolean is(Role wanted) {
      return role.filter(wanted::equals).isPresent();
    }

    public boolean is(String wanted) {
      return state.filter(wanted::equals).isPresent();
    }

    /** The address of another page of the same. */
    public String at(int other) {
      return "/settings/people?page="
          + other
          + "&q="
          + URLEncoder.encode(text, StandardCharsets.UTF_8)
          + "&role="
          + role.map(PeopleView::word).orElse("")
          + "&state="
          + state.orElse("");
    }
  }

  /** As the API says it. */
  public static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
