package io.concordat.dist.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;

/**
 * Where the demo begins. It belongs to the dev kit, not to the product: it signs in whoever clicks,
 * which works because cookies know hosts and no ports.
 */
public final class StartPage implements AutoCloseable {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' http://localhost:*;"
          + " base-uri 'none'; frame-ancestors 'none'";

  /**
   * Somebody who can be seen on both sides.
   *
   * @param vendor as people call it
   * @param other address of the calendar at the twin
   */
  public record Player(String name, String email, String password, String vendor, URI other) {}

  /**
   * What the page tells.
   *
   * @param agree what the comparison of both sides said
   */
  public record Story(URI product, Player admin, List<Player> people, boolean agree) {
    public Story {
      people = List.copyOf(people);
    }
  }

  private final Story story;
  private final HttpServer server;

  public StartPage(Story story, int port) {
    this.story = story;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      switch (route) {
        case "GET /" -> send(exchange, "text/html; charset=UTF-8", page());
        case "GET /page.css" -> send(exchange, "text/css; charset=UTF-8", text("page.css"));
        case "POST /enter" -> enter(exchange);
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Only a click on this very page gets here: the form of another site would say so. */
  private void enter(HttpExchange exchange) throws IOException {
    String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    Player player = player(body);
    if (site != null && !site.equals("same-origin")) {
      exchange.sendResponseHeaders(403, -1);
      return;
    }
    Answer in =
        Rest.at(story.product)
            .post(
                "/api/auth/sign-in",
                Rest.object().put("email", player.email).put("password", player.password))
            .expect(200);
    in.headers()
        .allValues("set-cookie")
        .forEach(cookie -> exchange.getResponseHeaders().add("Set-Cookie", cookie));
    String path = player.equals(story.admin) ? "/settings" : "/schedule";
    exchange.getResponseHeaders().set("Location", story.product.resolve(path).toString());
    exchange.sendResponseHeaders(303, -1);
  }

  private Player player(String body) {
    return story.people.stream()
        .filter(one -> body.equals("who=" + Form.encode(one.email)))
        .findFirst()
        .orElse(story.admin);
  }

  private String page() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < story.people.size(); i++) {
      Player one = story.people.get(i);
      rows.append(
          filled(
              text("row.html"),
              Map.of(
                  "name", one.name,
                  "email", one.email,
                  "n", Integer.toString(i + 1),
                  "vendor", one.vendor,
                  "other", one.other.toString())));
    }
    return filled(
            text("page.html"),
            Map.of(
                "people",
                Integer.toString(story.people.size()),
                "verdict",
                story.agree ? "they agree" : "they do not agree, see the terminal",
                "admin",
                story.admin.email,
                "address",
                story.product.toString()))
        .replace("{rows}", rows);
  }

  private static String filled(String template, Map<String, String> values) {
    String text = template;
    for (var value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", escaped(value.getValue()));
    }
    return text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(StartPage.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
