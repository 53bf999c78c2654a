package io.concordat.dist.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page's form, filled in as a person would. */
public final class Form {
  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
  private static final Pattern INPUT = Pattern.compile("<input[^>]*>");
  private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");

  private final String action;
  private final Map<String, StringBuilder> fields = new LinkedHashMap<>();

  private Form(String action) {
    this.action = action;
  }

  public static Form in(String html) {
    Matcher form = FORM.matcher(html);
    if (!form.find()) {
      throw new Surprise("the page has no form: " + html);
    }
    Form read = new Form(plain(form.group(1)));
    INPUT.matcher(html).results().forEach(input -> read.take(input.group()));
    return read;
  }

  private void take(String input) {
    Map<String, String> attributes =
        ATTRIBUTE
            .matcher(input)
            .results()
            .collect(Collectors.toMap(a -> a.group(1), a -> plain(a.group(2)), (a, b) -> a));
    String type = attributes.getOrDefault("type", "text");
    boolean off = (type.equals("radio") || type.equals("checkbox")) && !input.contains(" checked");
    String name = attributes.getOrDefault("name", "");
    if (!off && !name.isEmpty()) {
      add(name, attributes.getOrDefault("value", ""));
    }
  }

  public Form set(String name, String value) {
    fields.remove(name);
    add(name, value);
    return this;
  }

  private void add(String name, String value) {
    StringBuilder text = fields.computeIfAbsent(name, n -> new StringBuilder());
    text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(encode(value));
  }

  public Answer submit(Rest to) {
    String body = String.join("&", fields.values());
    return to.raw(
        "POST",
        action,
        body.getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String plain(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
