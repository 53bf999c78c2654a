package io.concordat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.concordat.app.settings.Settings;
import io.concordat.identity.NewUser;
import io.concordat.identity.Role;
import io.concordat.identity.Setup;
import io.concordat.spi.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code for the first tenant lies in a file that only its owner can read. */
final class FirstStartTest {
  private final GroundFixture fixture = GroundFixture.open();
  private final Setup setup = fixture.ground().identity().setup();

  @TempDir Path folder = Path.of("set by JUnit");

  @AfterEach
  void close() {
    fixture.close();
  }

  private FirstStart start(Path data) {
    return new FirstStart(Settings.read(Map.of(), data, 8080), setup);
  }

  @Test
  void every_node_has_a_code_that_stays_until_there_is_a_tenant() throws Exception {
    Path one = folder.resolve("one");
    start(one).prepare();
    Path file = one.resolve("setup-code");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    String code = Files.readString(file);
    start(one).prepare();
    assertEquals(code, Files.readString(file));
    start(folder.resolve("two")).prepare();

    NewUser admin =
        new NewUser("a@x.com", "A", Role.ADMIN, Optional.of(Secret.of("a long password")));
    assertInstanceOf(Setup.Outcome.Done.class, setup.make(code, "Acme", admin, ""));
    start(one).prepare();
    assertFalse(Files.exists(file));
  }
}
