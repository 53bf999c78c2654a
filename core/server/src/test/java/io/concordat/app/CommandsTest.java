package io.concordat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a data folder of their own: side by side, and after being killed. */
final class CommandsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder = Path.of("set by JUnit");

  private record Result(int exit, String output, String error) {}

  @Test
  void administration_and_recovery() throws Exception {
    Path data = folder.resolve("data");
    JsonNode tenant =
        json(admin(data, "create-tenant", "--name", "Müller & Söhne", "--admin-email", "A@x.com"));
    assertEquals(List.of("tenantId", "adminUserId", "apiToken", "password"), fields(tenant));
    ownerOnly(data.resolve("encryption.key"));
    ownerOnly(data.resolve("postgres/access.properties"));
    assertFalse(Files.exists(data.resolve("postgres/data/postmaster.pid")), "still running");
    String token = tenant.get("apiToken").asText();

    try (ServeProcess serve = serve(data, 1)) {
      assertEquals(200, status(serve, token));
      whileItServes(data, tenant.get("tenantId").asText(), serve);
      rotates(data, token, serve);
      deletes(data, serve);
      serve.kill();
    }
    long orphan = postmaster(data);
    assertTrue(runs(orphan), "PostgreSQL died with the JVM: no test");

    try (ServeProcess serve = serve(data, 2)) {
      assertFalse(runs(orphan), "two servers in one folder");
      assertEquals(200, status(serve, token));
      serve.kill();
      ProcessHandle.of(postmaster(data)).orElseThrow().destroyForcibly();
    }

    try (ServeProcess serve = serve(data, 3)) {
      assertEquals(200, status(serve, token));
      assertEquals(143, serve.stop());
      assertFalse(Files.exists(data.resolve("postgres/data/postmaster.pid")), serve.said());
      assertFalse(serve.said().contains(token), "a token in the log");
    }
  }

  /** A node that runs finds the new key by itself, and the old one is gone from the file. */
  private void rotates(Path data, String token, ServeProcess serve) throws Exception {
    assertEquals(201, profile(serve, token, "before"));
    String before = Files.readString(data.resolve("encryption.key"));
    JsonNode done = json(admin(data, "rotate-keys"));
    assertEquals("k2", done.get("masterKey").asText());
    assertEquals("[\"k1\"]", done.get("retired").toString());
    assertEquals(1, done.get("secrets").asInt());
    assertEquals(0, done.get("dataKeysLeft").asInt());
    String after = Files.readString(data.resolve("encryption.key"));
    assertTrue(after.startsWith("k2:") && !after.contains(","), "not one key");
    assertFalse(after.contains(before.substring(3)), "the old key under a new name");
    ownerOnly(data.resolve("encryption.key"));
    assertEquals(201, profile(serve, token, "after"));
  }

  /** The node that runs has the token in mind, and serves its tenant no more. */
  private void deletes(Path data, ServeProcess serve) throws Exception {
    JsonNode made =
        json(admin(data, "create-tenant", "--name", "Gone", "--admin-email", "g@x.com"));
    String id = made.get("tenantId").asText();
    String token = made.get("apiToken").asText();
    assertEquals(200, status(serve, token));
    refused(data, "delete-tenant", "--tenant", id, "--confirm", "gone");
    refused(data, "delete-tenant", "--tenant", unknown(), "--confirm", "Gone");
    assertEquals(200, status(serve, token));
    JsonNode done = json(admin(data, "delete-tenant", "--tenant", id, "--confirm", "Gone"));
    assertTrue(done.get("deleted").asBoolean());
    assertEquals(401, status(serve, token));
    refused(data, "delete-tenant", "--tenant", id, "--confirm", "Gone");
  }

  private static int profile(ServeProcess serve, String token, String name) throws Exception {
    String body =
        "{\"displayName\":\"%s\",\"clientId\":\"%s\",\"directoryId\":\"x.example\",\"clientSecret\":\"s\"}"
            .formatted(name, UUID.randomUUID());
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + serve.port() + "/api/v1/microsoft/profiles"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private void whileItServes(Path data, String tenant, ServeProcess serve) throws Exception {
    JsonNode user =
        json(admin(data, "create-user", "--tenant", tenant, "--email", "t@x.com", "--name", "T"));
    assertEquals(List.of("userId", "apiToken"), fields(user));
    String id = user.get("userId").asText();
    JsonNode token =
        json(admin(data, "create-token", "--user", id, "--scopes", "user_schedule:read"));
    assertEquals(List.of("tokenId", "apiToken"), fields(token));
    assertEquals(200, status(serve, token.get("apiToken").asText()));
    json(admin(data, "revoke-token", "--token", token.get("tokenId").asText()));

    refused(data, "revoke-token", "--token", token.get("tokenId").asText());
    refused(data, "create-user", "--tenant", tenant, "--email", "T@x.com", "--name", "Again");
    refused(data, "create-user", "--tenant", tenant, "--email", "nonsense", "--name", "T");
    refused(data, "create-user", "--tenant", "nonsense", "--email", "u@x.com", "--name", "T");
    refused(data, "create-user", "--tenant", unknown(), "--email", "u@x.com", "--name", "T");
    refused(data, "create-token", "--user", unknown());
    refused(data, "create-token", "--user", id, "--scopes", "everything");
    refused(data, "create-token", "--user", id, "--expires", "tomorrow");
    refused(data, "create-tenant", "--name", "No address");
    refused(data, "create-tenant", "--name", " ", "--admin-email", "a@x.com");
    refused(data, "reset-password", "--email", "nobody@x.com");
    refused(data, "reset-password", "--email", "a@x.com", "--tenant", unknown());
    JsonNode reset = json(admin(data, "reset-password", "--email", "A@x.com"));
    assertEquals(List.of("userId", "password"), fields(reset));
    refused(data, "no-such-command");
    refused(data);

    Result second = run("serve", "--port", "0", "--data", data.toString());
    assertEquals(1, second.exit());
    assertTrue(second.error().contains("in use by another process (serving "), second.error());
  }

  private ServeProcess serve(Path data, int number) throws Exception {
    return ServeProcess.start(data, folder.resolve("serve-" + number + ".log"));
  }

  private static int status(ServeProcess serve, String token) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri =
          URI.create(
              "http://localhost:"
                  + serve.port()
                  + "/api/v1/schedule/entries?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z");
      HttpRequest request =
          HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  /** A process that ended stays listed, without a command, until its parent looks. */
  private static boolean runs(long process) {
    return ProcessHandle.of(process).flatMap(it -> it.info().command()).isPresent();
  }

  private static long postmaster(Path data) throws Exception {
    return Long.parseLong(
        Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).getFirst().strip());
  }

  private static void ownerOnly(Path file) throws Exception {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  private static Result admin(Path data, String... arguments) {
    List<String> all = new ArrayList<>(List.of("admin"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return run(all.toArray(new String[0]));
  }

  private static JsonNode json(Result result) throws Exception {
    assertEquals(0, result.exit(), result.error());
    return JSON.readTree(result.output());
  }

  private static void refused(Path data, String... arguments) {
    Result result = admin(data, arguments);
    assertEquals(2, result.exit(), String.join(" ", arguments) + ": " + result.error());
    assertEquals("", result.output());
    assertEquals(1, sentences(result).size(), result.error());
  }

  private static List<String> sentences(Result result) {
    return result.error().lines().filter(line -> line.startsWith("concordat: ")).toList();
  }

  private static Result run(String... arguments) {
    PrintStream output = System.out;
    PrintStream error = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int exit = Main.run(arguments);
      return new Result(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(output);
      System.setErr(error);
    }
  }

  private static String unknown() {
    return UUID.randomUUID().toString();
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
