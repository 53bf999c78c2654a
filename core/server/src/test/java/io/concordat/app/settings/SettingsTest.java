package io.concordat.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment first, then the file; a bad setting stops the start and is named. */
final class SettingsTest {
  @TempDir Path folder = Path.of("set by JUnit");

  @Test
  void defaults() {
    Settings settings = Settings.read(Map.of(), folder, 9999);
    assertEquals(URI.create("http://localhost:9999"), settings.addresses().publicUrl());
    assertEquals(URI.create("https://accounts.google.com"), settings.addresses().googleAuthorize());
    assertEquals(URI.create("https://oauth2.googleapis.com"), settings.addresses().googleToken());
    assertEquals(URI.create("https://www.googleapis.com"), settings.addresses().googleApi());
    assertEquals(Optional.empty(), settings.database());
    assertEquals(10, settings.jobThreads());
  }

  @Test
  void the_environment_comes_before_the_file_and_empty_is_absent() throws IOException {
    write(
        """
        CONCORDAT_PUBLIC_URL: https://file.example.com/
        google-oauth-base-url: http://localhost:9090
        CONCORDAT_JOB_THREADS: 3
        CONCORDAT_CALENDAR_POLL_INTERVAL: 60s
        """);
    Settings settings =
        Settings.read(
            Map.of("CONCORDAT_PUBLIC_URL", "https://env.example.com", "CONCORDAT_JOB_THREADS", " "),
            folder,
            8080);
    assertEquals(URI.create("https://env.example.com"), settings.addresses().publicUrl());
    assertEquals(URI.create("http://localhost:9090"), settings.addresses().googleAuthorize());
    assertEquals(URI.create("http://localhost:9090"), settings.addresses().googleToken());
    assertEquals(3, settings.jobThreads());
    assertEquals(Optional.of("60s"), settings.setting("CONCORDAT_CALENDAR_POLL_INTERVAL"));
  }

  @Test
  void an_unknown_name_in_the_file_stops_the_start() throws IOException {
    write("CONCORDAT_PUBLIC_ULR: https://x.example.com\n");
    assertTrue(sentence(Map.of()).contains("CONCORDAT_PUBLIC_ULR"));
  }

  @Test
  void a_file_that_is_no_list_of_settings_stops_the_start() throws IOException {
    for (String bad :
        new String[] {"- a\n- b\n", "just text", "a: [1, 2", "public-url: {a: b}\n"}) {
      write(bad);
      assertTrue(sentence(Map.of()).contains("concordat.yml"), bad);
    }
  }

  @Test
  void a_malformed_value_stops_the_start_and_is_named() {
    refuses("CONCORDAT_PUBLIC_URL", "example.com");
    refuses("CONCORDAT_PUBLIC_URL", "ftp://example.com");
    refuses("CONCORDAT_GOOGLE_API_BASE_URL", "http://exa mple");
    refuses("CONCORDAT_JOB_THREADS", "many");
    refuses("CONCORDAT_JOB_THREADS", "0");
    refuses("CONCORDAT_DATABASE_POOL_SIZE", "100000");
    refuses("CONCORDAT_DATABASE_URL", "postgres://u:p@h/db");
  }

  @Test
  void an_external_database_needs_user_password_and_key() {
    String url = "jdbc:postgresql://db/concordat";
    assertTrue(sentence(Map.of("CONCORDAT_DATABASE_URL", url)).contains("CONCORDAT_DATABASE_USER"));
    Map<String, String> noKey =
        Map.of(
            "CONCORDAT_DATABASE_URL", url,
            "CONCORDAT_DATABASE_USER", "u",
            "CONCORDAT_DATABASE_PASSWORD", "canary");
    assertTrue(sentence(noKey).contains("CONCORDAT_ENCRYPTION_KEY"));
    assertFalse(sentence(noKey).contains("canary"));
  }

  private void refuses(String name, String value) {
    assertTrue(sentence(Map.of(name, value)).contains(name), name);
  }

  private String sentence(Map<String, String> environment) {
    CannotStart refused =
        assertThrows(CannotStart.class, () -> Settings.read(environment, folder, 8080));
    return String.valueOf(refused.getMessage());
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("concordat.yml"), text);
  }
}
