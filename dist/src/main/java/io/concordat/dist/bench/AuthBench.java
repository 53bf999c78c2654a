package io.concordat.dist.bench;

import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Home;
import io.concordat.dist.process.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Two reads that need an API token, one of a single row and one that resolves a consumer's
 * credentials' standing, each beside an endpoint that knows nobody and reads one row by its key in
 * a tenant's transaction.
 */
final class AuthBench {
  private static final double FLOOR = 0.7;
  private static final int CONNECTIONS = 16;

  /** Hikari's size in the product, so that both have the same. */
  private static final String POOL = "24";

  private static final Duration SHOT = Duration.ofSeconds(3);
  private static final int WARM_UPS = 3;
  private static final String ROW = "/api/v1/settings/schedule";
  private static final String RESOLUTION = "/api/v1/microsoft/bindings/calendar";

  private final int runs;

  AuthBench(int runs) {
    this.runs = runs;
  }

  List<Figure> run(Home home, Path folder) {
    try (Stand stand = new Stand(home, folder, "");
        Tool endpoint = bare(home, folder, stand)) {
      Tenant tenant = Tenant.create(stand.plan(), "Bench", "bench@northgate-msp.example");
      prepare(tenant);
      Volley limit = new Volley(endpoint.address(), "GET", "/row", List.of(Map.of()));
      Volley row = reads(tenant, ROW);
      Volley resolution = reads(tenant, RESOLUTION);
      // All of them before any is measured: the compiler has finished with none before the others.
      for (int i = 0; i < WARM_UPS; i++) {
        List.of(row, resolution, limit).forEach(volley -> volley.fire(CONNECTIONS, SHOT));
      }
      return List.of(
          measured("auth-read", "a token-authenticated read of one row", ROW, row, limit),
          measured("auth-resolution", "a consumer's resolution", RESOLUTION, resolution, limit));
    }
  }

  private static Tool bare(Home home, Path folder, Stand stand) {
    String url = "jdbc:postgresql://localhost:" + stand.postgres().port() + "/postgres";
    return Tool.start(home, folder.resolve("logs"), BareMain.class.getName(), url, POOL);
  }

  private static void prepare(Tenant tenant) {
    Map<String, String> none = Map.of();
    tenant
        .admin()
        .send("PUT", ROW, Rest.object().put("defaultWorkItemType", "ticket"), none)
        .expect(200);
    tenant.microsoftApp(
        new TwinControl.Client(
            UUID.randomUUID().toString(), "a-secret", UUID.randomUUID().toString()));
    tenant.admin().get(RESOLUTION).expect(200);
  }

  private static Volley reads(Tenant tenant, String path) {
    Map<String, String> token = Map.of("Authorization", "Bearer " + tenant.apiToken());
    return new Volley(tenant.plan().address(), "GET", path, List.of(token));
  }

  private Figure measured(String name, String what, String path, Volley product, Volley limit) {
    Samples ours = new Samples();
    Samples bare = new Samples();
    for (int i = 0; i < runs; i++) {
      ours.add(product.fire(CONNECTIONS, SHOT));
      bare.add(limit.fire(CONNECTIONS, SHOT));
    }
    double ratio = ours.median() / bare.median();
    return new Figure(
        name,
        "requests/s",
        ours,
        "bare endpoint, one row by its key in a tenant's transaction",
        bare,
        ratio,
        FLOOR,
        Map.of("connections", CONNECTIONS, "is", what, "path", path),
        ratio >= FLOOR);
  }
}
