package io.concordat.dist.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.concordat.dist.browser.Site.Edition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that the crawl judges can be wrong unseen: pages with one fault each, one click away. */
@Tag("assembled")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InspectorTest {
  @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.CE);

  private static final String STRICT =
      "default-src 'self'; script-src 'nonce-n'; style-src 'nonce-n'; img-src data:;"
          + " frame-ancestors 'none'";

  private static final String PAGE =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Planted</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="icon" href="data:,">
      <style nonce="n">:root{color-scheme:light dark;background:#fff;color:#111}
      @media (prefers-color-scheme:dark){:root{background:#111;color:#eee}}
      body{font:16px/1.6 sans-serif} a{color:inherit} a,button{display:inline-block;min-height:28px;margin:8px}
      :focus-visible{outline:3px solid #06c}</style></head>
      <body><main><h1>Planted</h1>{body}</main></body></html>
      """;

  /** What is wrong on a page of its own, and what has to be said of it. */
  enum Fault {
    NO_ID("<button>Save</button>", "no id: <button>Save"),
    ONE_ID_TWICE(
        "<button id='one'>Save</button><button id='one'>Delete</button>",
        "id one is there 2 times"),
    NEW_ID_EACH_TIME(
        "<button id='save-{load}'>Save</button>",
        "ids differ from load to load: gone [save-1], new [save-2], then gone [save-2], new"
            + " [save-3]"),
    NO_NAME("<button id='save'></button>", "no accessible name: #save"),
    NO_NAME_IN_A_DIALOG(
        "<button id='ask' data-opens>Ask</button><dialog id='box'><button id='yes'></button></dialog>"
            + script("ask.onclick = () => box.showModal()"),
        "after a click on ask · no accessible name: #yes"),
    PALE(
        style(".pale{color:#bbb;background:#fff}") + "<p class='pale'>Hardly</p>",
        "color-contrast"),
    PALE_IN_THE_DARK(
        style("@media (prefers-color-scheme:dark){.dim{color:#444}}") + "<p class='dim'>Hardly</p>",
        "dark: color-contrast"),
    UNLABELLED("<input id='amount' placeholder='' title=''>", "label at #amount"),
    LEAPING_HEADINGS("<h3>Deep</h3>", "h3 follows h1"),
    TOLD_TO_THE_CONSOLE(script("console.error('alas')"), "console: alas"),
    THROWN(script("setTimeout(() => { throw new Error('oh') })"), "page error"),
    REFUSED(script("fetch('/nowhere')"), "404: GET"),
    UNANSWERED(script("fetch('/silence').catch(() => 0)"), "no answer: GET"),
    LAX("", "content security policy of", "script-src 'unsafe-inline'"),
    WIDE(style(".wide{width:900px}") + "<p class='wide'>Far</p>", "375 px: scrolls sideways, 9"),
    TINY(
        style(".tiny{width:10px;height:10px;min-height:0;padding:0;margin:0;border:0}")
            + "<button id='a' class='tiny' aria-label='A'></button>"
            + "<button id='b' class='tiny' aria-label='B'></button>",
        "375 px: target-size at #a"),
    OUT_OF_REACH(
        "<button id='trap'>Stay</button><button id='after'>Go on</button>"
            + script("trap.onkeydown = e => e.key !== 'Tab'"),
        "Tab does not reach #after"),
    FOCUS_UNSEEN(
        style("#plain:focus-visible{outline:none}") + "<button id='plain'>Save</button>",
        "focus cannot be seen on #plain"),
    ESCAPE_IS_DEAF(
        "<button id='ask' data-opens>Ask</button>"
            + "<dialog id='box'><button id='no'>No</button></dialog>"
            + script("ask.onclick = () => box.showModal(); box.oncancel = () => false"),
        "after a click on ask · Escape does not close #box");

    private final String body;
    private final String finding;
    private final String policy;

    Fault(String body, String finding) {
      this(body, finding, STRICT);
    }

    Fault(String body, String finding, String policy) {
      this.body = body;
      this.finding = finding;
      this.policy = policy;
    }

    String path() {
      return "/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String script(String text) {
      return "<script nonce='n'>" + text + "</script>";
    }

    private static String style(String text) {
      return "<style nonce='n'>" + text + "</style>";
    }
  }

  private static final Map<String, Integer> LOADS = new ConcurrentHashMap<>();

  private static List<String> findings = List.of();
  private static List<Sight> seen = List.of();

  /** Nobody names the pages: their links do. */
  @BeforeAll
  static void crawl() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", InspectorTest::serve);
    server.start();
    URI site = URI.create("http://localhost:" + server.getAddress().getPort());
    try (Visit visit = new Visit(site, BROWSING.chromium().open(site, Look.WIDE))) {
      Inspector inspector = new Inspector(false);
      seen = inspector.inspect("nobody", visit, List.of("/"));
      findings = inspector.take();
    } finally {
      server.stop(0);
    }
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      int load = LOADS.merge(path, 1, Integer::sum);
      Optional<Fault> fault =
          Arrays.stream(Fault.values()).filter(one -> one.path().equals(path)).findFirst();
      if (fault.isPresent()) {
        String body = fault.get().body.replace("{load}", Integer.toString(load));
        send(exchange, fault.get().policy, body);
      } else if (path.equals("/")) {
        send(exchange, STRICT, index());
      } else if (path.equals("/changed-once")) {
        send(exchange, STRICT, load == 1 ? "" : "<button id='late'>It came later</button>");
      } else if (!path.equals("/silence")) {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static String index() {
    return Arrays.stream(Fault.values())
            .map(fault -> "<a id='to-%s' href='%s'>%1$s</a>".formatted(fault, fault.path()))
            .collect(Collectors.joining(" "))
        + "<a id='to-changed' href='/changed-once'>Changed</a>";
  }

  private static void send(HttpExchange exchange, String policy, String body) throws IOException {
    byte[] bytes = PAGE.replace("{body}", body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
    exchange.getResponseHeaders().set("Content-Security-Policy", policy);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static List<String> at(String path) {
    return findings.stream()
        .filter(one -> one.startsWith("nobody · " + path + " "))
        .map(one -> one.substring(one.indexOf(path) + path.length() + 1))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void isFound(Fault fault) {
    List<String> said = at(fault.path());
    assertTrue(said.stream().anyMatch(one -> one.contains(fault.finding)), said::toString);
  }

  @Test
  void whatIsSoundIsLeftInPeace() {
    assertEquals(List.of(), at("/"));
    assertTrue(seen.stream().anyMatch(sight -> sight.path().equals("/changed-once")), "not seen");
    assertEquals(List.of(), at("/changed-once"));
  }
}
