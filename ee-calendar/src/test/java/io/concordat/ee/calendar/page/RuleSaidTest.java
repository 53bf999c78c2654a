package io.concordat.ee.calendar.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.spi.page.Words;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as people read them on pages. */
class RuleSaidTest {
  private static String said(Locale language, String rule) {
    return new RuleSaid(words(language)).of(rule);
  }

  private static Words words(Locale language) {
    Properties messages = messages(language);
    return (Words)
        Proxy.newProxyInstance(
            RuleSaidTest.class.getClassLoader(),
            new Class<?>[] {Words.class},
            (words, method, arguments) ->
                switch (method.getName()) {
                  case "t" -> text(messages, language, arguments);
                  case "locale" -> language;
                  case "zone" -> ZoneId.of("Pacific/Auckland");
                  case "date" -> ((LocalDate) arguments[0]).toString();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static String text(Properties messages, Locale language, Object[] arguments) {
    String message = Objects.requireNonNull(messages.getProperty(String.valueOf(arguments[0])));
    return new MessageFormat(message, language).format((Object[]) arguments[1]);
  }

  private static Properties messages(Locale language) {
    String path = "/concordat/ee-calendar/messages_" + language + ".properties";
    var messages = new Properties();
    try (var in = Objects.requireNonNull(RuleSaidTest.class.getResourceAsStream(path))) {
      messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages;
  }

  @Test
  void usualRulesAreSaidInWords() {
    assertEquals("every day", said(Locale.ENGLISH, "FREQ=DAILY"));
    assertEquals(
        "every 2 weeks on Mon, Thu", said(Locale.ENGLISH, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"));
    assertEquals("jede Woche am Mo., 10-mal", said(Locale.GERMAN, "FREQ=WEEKLY;BYDAY=MO;COUNT=10"));
    assertEquals(
        "every year, until 2027-03-01", said(Locale.ENGLISH, "FREQ=YEARLY;UNTIL=20270301"));
  }

  @Test
  void theLastDayIsTheVisitors() {
    assertEquals(
        "every day, until 2027-03-02", said(Locale.ENGLISH, "FREQ=DAILY;UNTIL=20270301T120000Z"));
    assertEquals(
        "every day, until 2027-03-01", said(Locale.ENGLISH, "FREQ=DAILY;UNTIL=20270301T235900"));
  }

  /** Two that differ must not look alike. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ",
        ""
      })
  void whatHasNoWordsStaysAsItIs(String rule) {
    assertEquals(rule, said(Locale.ENGLISH, rule));
  }
}
