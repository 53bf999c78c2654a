package io.concordat.sandbox.ics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One content line: a name, its parameters, a value. */
record Line(String name, Map<String, String> parameters, String value) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+");
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([A-Za-z0-9-]+)=(\"[^\"]*\"|[^;:\"]*)");

  /** Empty for what is no content line at all. */
  static Optional<Line> read(String text) {
    Matcher name = NAME.matcher(text);
    if (!name.lookingAt()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(text);
    int at = name.end();
    while (parameter.find(at) && parameter.start() == at) {
      parameters.put(upper(parameter.group(1)), parameter.group(2).replace("\"", ""));
      at = parameter.end();
    }
    return at < text.length() && text.charAt(at) == ':'
        ? Optional.of(new Line(upper(name.group()), parameters, text.substring(at + 1)))
        : Optional.empty();
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  Optional<String> parameter(String wanted) {
    return Optional.ofNullable(parameters.get(wanted));
  }

  /** The value with its backslashes resolved. */
  String text() {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        char next = value.charAt(++i);
        out.append(next == 'n' || next == 'N' ? '\n' : next);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
