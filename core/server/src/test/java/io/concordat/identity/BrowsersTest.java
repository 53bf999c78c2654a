package io.concordat.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BrowsersTest {
  private static final GroundFixture fixture = GroundFixture.open();
  private static final Browsers browsers =
      new Browsers(new InstallationKey(fixture.ground().across()));

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void a_mark_is_of_one_browser_and_one_address() {
    String mark = browsers.mark("ann@x.com");
    assertTrue(browsers.known(mark, "ann@x.com").isPresent());
    assertEquals(Optional.empty(), browsers.known(mark, "bob@x.com"));
    String other = browsers.mark("ann@x.com");
    assertNotEquals(browsers.known(mark, "ann@x.com"), browsers.known(other, "ann@x.com"));
    String id = mark.substring(0, mark.indexOf('.'));
    for (String forged :
        List.of("", ".", id, id + ".", other.replaceFirst("[^.]*", id), "x".repeat(300))) {
      assertEquals(Optional.empty(), browsers.known(forged, "ann@x.com"), forged);
    }
  }
}
