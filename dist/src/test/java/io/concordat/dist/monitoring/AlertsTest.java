package io.concordat.dist.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules are rules, each is tried, and each is explained. */
class AlertsTest {
  private static final Pattern HEADING = Pattern.compile("(?m)^### ((?:Concordat|Calendar)\\w+)$");
  private static final Pattern OF_CALENDARS =
      Pattern.compile("calendar|google|microsoft|teams", Pattern.CASE_INSENSITIVE);

  @Test
  void promtoolFindsThemSoundAndTheirTestsHold() throws IOException, InterruptedException {
    Promtool promtool = Promtool.installed();
    for (Path file : Rules.alertFiles()) {
      Path folder = Objects.requireNonNull(file.getParent());
      promtool.run(folder, "check", "rules", file.toString());
      promtool.run(folder, "test", "rules", tests(file).toString());
    }
  }

  @Test
  void eachAlertIsTriedWhenItIsTrueAndWhenItIsNot() {
    for (Path file : Rules.alertFiles()) {
      String tests = Rules.text(tests(file));
      for (String alert : Rules.alerts(file)) {
        List<String> cases =
            Pattern.compile("alertname: " + alert + "\\n.*eval_time: .*\\n( +exp_alerts:.*)")
                .matcher(tests)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertTrue(cases.stream().anyMatch(one -> one.contains("[]")), alert + " is never quiet");
        assertTrue(cases.stream().anyMatch(one -> !one.contains("[]")), alert + " never fires");
      }
    }
  }

  @Test
  void theRunbookExplainsEachAndNoOther() {
    String runbook = Rules.text(Rules.ROOT.resolve("docs/operations.md"));
    List<String> explained =
        HEADING.matcher(runbook).results().map(found -> found.group(1)).sorted().toList();
    List<String> raised =
        Rules.alertFiles().stream().flatMap(file -> Rules.alerts(file).stream()).sorted().toList();
    assertEquals(raised, explained);
  }

  @Test
  void theCommunityEditionsFilesSayNothingOfCalendars() {
    for (Path file : List.of(Rules.alertFiles().getFirst(), Rules.dashboards().getFirst())) {
      assertFalse(OF_CALENDARS.matcher(Rules.text(file)).find(), file::toString);
    }
  }

  private static Path tests(Path rules) {
    return rules.resolveSibling(rules.getFileName().toString().replace(".yml", ".test.yml"));
  }
}
