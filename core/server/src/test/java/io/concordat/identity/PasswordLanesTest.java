package io.concordat.identity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.GroundFixture;
import io.concordat.identity.Passwords.Lane;
import io.concordat.spi.secret.Secret;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A flood of strangers does not hold up those who were here before. */
final class PasswordLanesTest {
  private static final int FLOOD = 24;
  private final GroundFixture fixture = GroundFixture.open();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_known_browser_does_not_wait_behind_strangers() {
    Passwords passwords = new Passwords(new InstallationKey(fixture.ground().across()), 1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < FLOOD; i++) {
        threads.execute(
            () -> passwords.check("a@x.com", Secret.of("guess"), List.of(), Lane.STRANGER));
      }
      // One is at it, and the others stand in the queue.
      while (passwords.computed() < 2) {
        Thread.onSpinWait();
      }
      assertTrue(
          passwords.check("b@x.com", Secret.of("mine"), List.of(), Lane.KNOWN_BROWSER).isPresent());
      long before = passwords.computed();
      assertTrue(before < FLOOD / 2, before + " came first");
    }
  }
}
