package io.concordat.sandbox.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Where private titles may be seen, and where they are listened for. */
class HomesTest {
  private static final String OWN = "<a id=\"activity-back\" href=\"/profile/calendar\">";
  private static final String THEIRS =
      "<a id=\"activity-back\" href=\"/settings/integrations/calendar\">";

  private static boolean shows(String uri, String body) {
    return Homes.showsEntries("GET " + Homes.place(uri) + " 200", body);
  }

  @Test
  void the_list_of_calendars_tells_no_titles() {
    assertFalse(shows("/profile/calendar", OWN));
    assertFalse(shows("/profile/calendar?calendarAuth=success", OWN));
    assertFalse(shows("/settings/integrations/calendar", ""));
    assertFalse(shows("/conflicts", ""));
  }

  @Test
  void what_owners_ask_for_is_theirs() {
    assertTrue(shows("/profile/calendar?trouble=1", ""));
    assertTrue(shows("/profile/calendar?fuse=1", ""));
    assertTrue(shows("/profile/calendar?activity=1&side=here", OWN));
    assertTrue(shows("/api/v1/schedule/entries", ""));
  }

  @Test
  void what_others_see_of_it_is_listened_to() {
    assertFalse(shows("/profile/calendar?activity=1", THEIRS));
    assertFalse(shows("/profile/calendar?activity=1", ""));
  }

  @Test
  void no_query_is_told() {
    assertEquals("/api/auth/callback", Homes.place("/api/auth/callback?code=x"));
    assertEquals("/profile/calendar?activity", Homes.place("/profile/calendar?activity=1&run=2"));
  }
}
