package io.concordat.sandbox.page;

import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * {@code /_sandbox/calendar?account=E}: an account's calendar as its owner sees it at the vendor.
 * Events are listed, made, changed and deleted by the twin's own API, and what others write appears
 * by itself.
 */
public final class CalendarPage {
  private static final String ROOT = "/_sandbox/calendar";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "calendar.css", "text/css; charset=UTF-8",
          "calendar.js", "text/javascript; charset=UTF-8",
          "google.js", "text/javascript; charset=UTF-8",
          "microsoft.js", "text/javascript; charset=UTF-8");

  private final Vendor vendor;

  public CalendarPage(Vendor vendor) {
    this.vendor = vendor;
  }

  /** Whose calendar it is. */
  public enum Vendor {
    GOOGLE("Google Calendar", "google.js"),
    MICROSOFT("Outlook", "microsoft.js");

    private final String shown;
    private final String script;

    Vendor(String shown, String script) {
      this.shown = shown;
      this.script = script;
    }
  }

  public boolean owns(Request request) {
    return request.method().equals("GET")
        && (request.path().equals(ROOT) || TYPES.containsKey(file(request)));
  }

  private static String file(Request request) {
    String folder = ROOT + "/";
    return request.path().startsWith(folder) ? request.path().substring(folder.length()) : "";
  }

  public Reply answer(Request request) {
    String file = file(request);
    Reply reply =
        file.isEmpty()
            ? Reply.html(200, page())
            : Reply.of(200, Objects.requireNonNull(TYPES.get(file)), text(file));
    return reply
        .with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store");
  }

  private String page() {
    return text("calendar.html")
        .replace("{vendor}", vendor.shown)
        .replace("{script}", vendor.script);
  }

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(CalendarPage.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
