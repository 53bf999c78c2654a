package io.concordat.ee.calendar.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The oracles can fail. {@code -Dconcordat.variants=ALL} tries every wrong variant, as {@code
 * ./concordat simulate --wrong} does; else some that are caught at once stand for them.
 */
class WrongVariantsTest {
  private static final long FIRST = Long.getLong("concordat.seed", 1);
  private static final int MOST = 500;
  private static final String WHICH =
      System.getProperty("concordat.variants", "SHOWS_PRIVATE,WRITES_TWICE,ONE_KEY");

  @Test
  void everyWrongVariantIsCaught() {
    ObjectNode report = new ObjectMapper().createObjectNode().put("name", "simulate-wrong");
    var missed = report.putArray("missed");
    try (var simulation = new Simulation()) {
      for (Variant wrong : wrong()) {
        simulation
            .caught(wrong, FIRST, MOST)
            .ifPresentOrElse(
                found ->
                    report
                        .putObject(wrong.name())
                        .put("oracle", found.oracle())
                        .put("seed", found.seed()),
                () -> missed.add(wrong.name()));
      }
    }
    Simulation.report(report.toString());
    assertTrue(missed.isEmpty(), () -> "not caught: " + missed);
  }

  private static List<Variant> wrong() {
    List<Variant> all = new ArrayList<>(List.of(Variant.values()));
    all.remove(Variant.RIGHT);
    if (!WHICH.equals("ALL")) {
      List<String> some = List.of(WHICH.split(",", -1));
      all.removeIf(one -> !some.contains(one.name()));
    }
    return all;
  }
}
