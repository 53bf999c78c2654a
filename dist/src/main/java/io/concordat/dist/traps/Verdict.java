package io.concordat.dist.traps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a build says about the tests that it was asked to run. */
enum Verdict {
  /** Some ran, and none failed. */
  PASSED,
  /** Some ran, and one of them failed. */
  FAILED,
  /** None ran: it does not compile, or the test is not there. */
  NOT_RUN;

  private static final Pattern RAN = Pattern.compile("<testsuite [^>]*?\\btests=\"[1-9]");
  private static final Pattern BROKE =
      Pattern.compile("<testsuite [^>]*?\\b(?:errors|failures)=\"[1-9]");

  static Verdict of(int status, List<Path> reports) {
    List<String> texts = reports.stream().map(Verdict::text).toList();
    if (texts.stream().noneMatch(text -> RAN.matcher(text).find())) {
      return NOT_RUN;
    }
    boolean broke = texts.stream().anyMatch(text -> BROKE.matcher(text).find());
    if (broke) {
      return FAILED;
    }
    return status == 0 ? PASSED : NOT_RUN;
  }

  private static String text(Path report) {
    try {
      return Files.readString(report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
