package io.concordat.ee.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.web.HttpShell;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a page answered, and whether it is sound. */
record Got(int status, String html, Map<String, String> headers) {
  private static final OkHttpClient http = new OkHttpClient();
  private static final String INTERACTIVE =
      "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

  static Got get(HttpShell shell, String token, String path, String language) {
    var request =
        new Request.Builder()
            .url("http://localhost:" + shell.port() + path)
            .header("Authorization", "Bearer " + token)
            .header("Accept-Language", language)
            .build();
    try (var response = http.newCall(request).execute()) {
      String policy = response.header("Cross-Origin-Opener-Policy", "");
      return new Got(response.code(), response.body().string(), Map.of("opener", policy));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Document page() {
    assertEquals(200, status, html);
    Document page = Jsoup.parse(html);
    sound(page);
    return page;
  }

  /** Ids are unique, everything to press or fill has one and a name, no message is missing. */
  private static void sound(Document page) {
    var seen = new HashSet<String>();
    for (Element one : page.select("[id]")) {
      assertTrue(seen.add(one.id()), () -> "twice: " + one.id());
    }
    for (Element one : page.select("#main").select(INTERACTIVE)) {
      assertFalse(one.id().isEmpty(), one::outerHtml);
      boolean labelled = !page.select("label[for=" + one.id() + "]").isEmpty();
      assertTrue(labelled || !one.text().isBlank() || one.hasAttr("aria-label"), one::outerHtml);
    }
    assertEquals(1, page.select("h1").size());
    String shown = page.select("#main").text();
    assertFalse(shown.matches("(?s).*(calendar\\.[a-z]|conflicts\\.[a-z]|\\{0).*"), shown);
    assertEquals(0, page.select("#main [style], #main [onclick], #main script:not([src])").size());
  }
}
