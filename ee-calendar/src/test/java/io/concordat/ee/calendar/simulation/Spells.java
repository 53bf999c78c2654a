package io.concordat.ee.calendar.simulation;

import java.util.Random;

/** What may go wrong at a vendor, as its twin takes it. */
final class Spells {
  private Spells() {}

  static String draw(Random random, boolean google) {
    String api = google ? "/calendar/v3/" : "/v1.0/";
    String some = "\"times\":" + (1 + random.nextInt(3)) + ",\"match\":\"%s\"}";
    String skip = "\"skip\":" + random.nextInt(4) + ",";
    return switch (random.nextInt(9)) {
      case 0 -> "{\"status\":503," + skip + some.formatted(".*");
      case 1 ->
          "{\"status\":429,\"retryAfter\":\"%d\",".formatted(1 + random.nextInt(120))
              + skip
              + some.formatted("[A-Z]+ " + api + ".*");
      case 2 -> "{\"status\":500," + some.formatted(".*/token");
      case 3 -> "{\"kind\":\"reset\"," + skip + some.formatted("GET " + api + ".*");
      case 4 -> "{\"kind\":\"malformedJson\"," + some.formatted("GET " + api + ".*");
      case 5 ->
          "{\"status\":504,\"when\":\"after\"," + skip + some.formatted("[A-Z]+ " + api + ".*");
      case 6 ->
          "{\"kind\":\"reset\",\"when\":\"after\","
              + some.formatted("(POST|PATCH|PUT|DELETE) " + api + ".*");
      case 7 -> "{\"status\":412," + some.formatted("(PATCH|PUT|DELETE) " + api + ".*");
      default -> "{\"kind\":\"expireSyncTokens\"}";
    };
  }
}
