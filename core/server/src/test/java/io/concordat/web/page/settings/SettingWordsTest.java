package io.concordat.web.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.google.GoogleProbe;
import io.concordat.identity.Permissions;
import io.concordat.identity.Role;
import io.concordat.microsoft.EntraRefusal;
import io.concordat.microsoft.Flaw;
import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;
import io.concordat.sso.LoginDomain;
import io.concordat.sso.LoginDomains;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a page can have to say is written down. */
class SettingWordsTest {
  private static final Pattern SAID = Pattern.compile("words\\.t\\(\\s*\"([^\"]+)\"\\s*[,)]");

  /** Of signing in only: a test of credentials never meets them. */
  private static final Set<EntraRefusal> ELSEWHERE =
      Set.of(
          EntraRefusal.REDIRECT_MISMATCH,
          EntraRefusal.CODE_REJECTED,
          EntraRefusal.CONSENT_MISSING,
          EntraRefusal.PERSON_REFUSED);

  private static Set<String> known() throws IOException {
    var properties = new Properties();
    try (var in =
        SettingWordsTest.class
            .getClassLoader()
            .getResourceAsStream("concordat/core/messages_en.properties")) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties.stringPropertyNames();
  }

  private static void allKnown(String prefix, Stream<String> codes) throws IOException {
    var missing = new TreeSet<String>();
    codes.map(code -> prefix + code).forEach(missing::add);
    missing.removeAll(known());
    assertEquals(Set.of(), missing);
  }

  @Test
  void every_state_has_its_words() throws IOException {
    allKnown("microsoft.flaw.", Arrays.stream(Flaw.values()).map(Flaw::code));
    allKnown("microsoft.reason.", Arrays.stream(Reason.values()).map(Reason::code));
    allKnown("microsoft.verdict.", MicrosoftView.VERDICTS.stream());
    allKnown(
        "google.verdict.",
        Arrays.stream(GoogleProbe.Verdict.values()).map(GoogleProbe.Verdict::code));
    allKnown("domains.state.", Arrays.stream(LoginDomain.Status.values()).map(LoginDomains::code));
    allKnown("domains.why.", Arrays.stream(LoginDomain.Why.values()).map(LoginDomains::code));
    allKnown(
        "role.", Arrays.stream(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)));
    allKnown("audit.outcome.", AuditView.OUTCOMES.stream());
    allKnown("tokens.scope.", Permissions.ALL.stream().map(scope -> scope.replace(':', '.')));
  }

  @Test
  void every_answer_of_entra_has_its_sentence() {
    List<String> missing =
        Arrays.stream(EntraRefusal.values())
            .filter(refusal -> !ELSEWHERE.contains(refusal))
            .map(EntraRefusal::code)
            .filter(code -> !MicrosoftView.VERDICTS.contains(code))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void every_template_speaks_in_words_that_exist() throws IOException {
    var said = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/jte"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jte")).toList()) {
        SAID.matcher(Files.readString(file)).results().map(it -> it.group(1)).forEach(said::add);
      }
    }
    said.removeAll(known());
    assertEquals(Set.of(), said);
  }
}
