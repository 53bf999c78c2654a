package io.concordat.ee.calendar.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void whatIsLeftTakesAsLongAsWhatIsDone() {
    assertEquals(Optional.of(Duration.ofMinutes(4)), Estimate.left(100, 400, minutes(1)));
    assertEquals(Optional.of(Duration.ZERO), Estimate.left(100, 0, minutes(1)));
  }

  @Test
  void littleSaysNothing() {
    assertEquals(Optional.empty(), Estimate.left(9, 400, minutes(1)));
    assertEquals(Optional.empty(), Estimate.left(100, 400, Duration.ofSeconds(1)));
    assertEquals(Optional.empty(), Estimate.left(0, 0, Duration.ZERO));
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
