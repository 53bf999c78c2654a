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
  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubled() {
    int kills = Boolean.getBoolean("concordat.long") ? 50 : 4;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    LocalDate today = LocalDate.now(Clock.systemUTC());
    new CrashTest(CrashTest.Wish.of(Home.of(""), folder, kills, 4_711, today), out).run();
  }
}
