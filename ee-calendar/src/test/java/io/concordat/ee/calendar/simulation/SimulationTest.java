package io.concordat.ee.calendar.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What {@code ./concordat simulate} runs. {@code -Dconcordat.seeds=N} for many, {@code
 * -Dconcordat.seed=N} for another first one.
 */
class SimulationTest {
  private static final long FIRST = Long.getLong("concordat.seed", 1);
  private static final int COUNT = Integer.getInteger("concordat.seeds", 100);

  @Test
  void everySeedEndsWell() {
    try (var simulation = new Simulation()) {
      simulation.run(FIRST, COUNT);
      System.out.println(simulation.report());
      assertEquals(List.of(), simulation.failed());
    }
  }
}
