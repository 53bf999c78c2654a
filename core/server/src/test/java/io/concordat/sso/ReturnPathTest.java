package io.concordat.sso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReturnPathTest {
  @Test
  void pages_of_ours_pass() {
    for (String path :
        List.of("/", "/schedule", "/conflicts?open=1&x=%2F%2Fy", "/profile/calendar#a", "/a//b")) {
      assertEquals(Optional.of(path), ReturnPath.of(path), path);
    }
  }

  /** Whatever passes leads a browser to us; seeds are printed when they do not. */
  @Test
  void nothing_that_passes_leads_elsewhere() {
    String[] parts = {
      "/",
      "\\",
      "//",
      ":",
      "@",
      "evil.example",
      "%2f",
      "..",
      ".",
      "?",
      "#",
      "\t",
      "\n",
      "https:",
      "javascript:",
      "a",
      " ",
      "%5c",
      "\u2028",
      "/api/"
    };
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int passed = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "/" : "");
      for (int j = random.nextInt(6); j >= 0; j--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      Optional<String> path = ReturnPath.of(text.toString());
      if (path.isPresent()) {
        passed++;
        URI there = URI.create("https://psa.example/signed-in").resolve(path.get());
        assertEquals("psa.example", there.getHost(), text + ", seed " + seed);
        assertTrue(path.get().charAt(0) == '/' && !path.get().contains("\\"), "seed " + seed);
      }
    }
    assertTrue(passed > 1_000, "seed " + seed + ": only " + passed);
  }
}
