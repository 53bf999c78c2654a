package io.concordat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.app.settings.CannotStart;
import io.concordat.app.settings.Settings;
import io.concordat.sql.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that somebody else runs: an empty database, and a role that owns it. */
final class ExternalDatabaseTest {
  private static final String KEY = "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @TempDir Path folder = Path.of("set by JUnit");

  @Test
  void the_owner_makes_the_running_role_and_every_start_comes_to_the_same() throws Exception {
    Map<String, String> environment = owned("outside", "createrole");
    for (int start = 0; start < 2; start++) {
      try (OpenDatabase open = OpenDatabase.forServing(settings(environment))) {
        assertFalse(open.alone());
        Migrations.run(open.database(), List.of(Migrations.CORE));
        try (Ground ground =
            Ground.open(settings(environment), open.database(), InstantSource.system())) {
          ground.tenants().create("tenant " + start);
          assertEquals(start + 1, ground.tenants().all().size());
        }
      }
    }
  }

  @Test
  void a_running_role_that_could_get_around_the_policies_is_refused() throws Exception {
    Map<String, String> environment = new HashMap<>(owned("careless", "createrole"));
    environment.put("CONCORDAT_DATABASE_APP_USER", "careless");
    environment.put("CONCORDAT_DATABASE_APP_PASSWORD", "pass'word");
    assertTrue(refusal(environment).contains("row-level security"));
    superuser("create role almighty login bypassrls password 'pw'");
    environment.put("CONCORDAT_DATABASE_APP_USER", "almighty");
    environment.put("CONCORDAT_DATABASE_APP_PASSWORD", "pw");
    assertTrue(refusal(environment).contains("row-level security"));
  }

  @Test
  void a_wrong_password_is_one_sentence_without_it() throws Exception {
    Map<String, String> environment = new HashMap<>(owned("locked", "createrole"));
    environment.put("CONCORDAT_DATABASE_PASSWORD", "canary");
    CannotStart refused =
        assertThrows(CannotStart.class, () -> OpenDatabase.forServing(settings(environment)));
    String sentence = String.valueOf(refused.getMessage());
    assertTrue(sentence.contains("CONCORDAT_DATABASE_URL"), sentence);
    assertFalse(sentence.contains("canary"), sentence);
  }

  private String refusal(Map<String, String> environment) {
    try (OpenDatabase open = OpenDatabase.forServing(settings(environment))) {
      IllegalStateException refused =
          assertThrows(
              IllegalStateException.class,
              () -> Migrations.run(open.database(), List.of(Migrations.CORE)));
      return String.valueOf(refused.getMessage());
    }
  }

  private Settings settings(Map<String, String> environment) {
    return Settings.read(environment, folder, 8080);
  }

  private static Map<String, String> owned(String name, String attributes) throws Exception {
    superuser("create role %s login %s password 'pass''word'".formatted(name, attributes));
    superuser("create database %s owner %s".formatted(name, name));
    return Map.of(
        "CONCORDAT_DATABASE_URL",
        GroundFixture.url(name),
        "CONCORDAT_DATABASE_USER",
        name,
        "CONCORDAT_DATABASE_PASSWORD",
        "pass'word",
        "CONCORDAT_ENCRYPTION_KEY",
        KEY);
  }

  private static void superuser(String sql) throws Exception {
    try (Connection connection = GroundFixture.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
