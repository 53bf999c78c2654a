package io.concordat.dist.assembled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.dist.demo.Demo;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.process.Home;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job on the shipped sample. */
@Tag("assembled")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DemoTest {
  @TempDir Path folder;

  @Test
  void bothSidesAgreeInTheEnd() {
    assertTrue(run(Optional.empty()));
  }

  @Test
  void aFileThatIsNoCalendarIsRefusedInOneSentence() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.ics"), "milk, bread");
    String said = "";
    try {
      run(Optional.of(file));
    } catch (Surprise e) {
      said = String.valueOf(e.getMessage());
    }
    assertTrue(said.contains("notes.ics is not an iCalendar file"), said);
    assertEquals(1, said.lines().count());
  }

  private boolean run(Optional<Path> calendar) {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    Demo.Wish wish = new Demo.Wish(Home.of(""), folder, 0, calendar, today);
    try (Demo demo = new Demo(wish, out)) {
      return demo.run();
    } finally {
      System.out.println(told.toString(StandardCharsets.UTF_8));
    }
  }
}
