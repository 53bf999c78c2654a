package io.concordat.dist.assembled;

import io.concordat.dist.crash.CrashTest;
import io.concordat.dist.process.Home;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few kills; many with {@code -Dconcordat.long=true}. */
@Tag("assembled")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class CrashTestTest {
  private static final boolean LONG = Boolean.getBoolean("concordat.long");

  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubled() {
    kill(1, LONG ? 50 : 4);
  }

  @Test
  void oneOfTwoNodesMayGoAtAnyTime() {
    kill(2, LONG ? 20 : 2);
  }

  private void kill(int nodes, int kills) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    LocalDate today = LocalDate.now(Clock.systemUTC());
    var wish = CrashTest.Wish.of(Home.of(""), folder, kills, 4_711, today).withNodes(nodes);
    new CrashTest(wish, out).run();
  }
}
