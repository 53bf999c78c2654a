package io.concordat.dist.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong in a browser without anybody looking. */
final class Watch {
  /** The browser's own words about an answer, of which {@link #answered} says more. */
  private static final String ANSWER = "Failed to load resource";

  /** Whoever leaves a page ends what it still loads. */
  private static final String LEFT = "net::ERR_ABORTED";

  private record Expected(int status, String path) {}

  private final List<String> problems = new ArrayList<>();
  private final List<Expected> expected = new ArrayList<>();

  private final URI site;

  Watch(URI site, BrowserContext context) {
    this.site = site;
    context.onConsoleMessage(this::said);
    context.onWebError(error -> problems.add("page error: " + error.error()));
    context.onRequestFailed(this::failed);
    context.onResponse(this::answered);
  }

  /** Answers of this status at paths that begin so are no problem from here on. */
  void expect(int status, String path) {
    expected.add(new Expected(status, path));
  }

  private void said(ConsoleMessage message) {
    if (message.type().equals("error") && !message.text().startsWith(ANSWER)) {
      problems.add("console: " + message.text() + " (" + message.location() + ")");
    }
  }

  private void failed(Request request) {
    if (!LEFT.equals(request.failure())) {
      problems.add("no answer: " + request.method() + " " + request.url() + request.failure());
    }
  }

  private void answered(Response response) {
    policy(response);
    String path = URI.create(response.url()).getPath();
    boolean known =
        expected.stream()
            .anyMatch(e -> e.status() == response.status() && path.startsWith(e.path()));
    if (response.status() >= 400 && !known) {
      problems.add(response.status() + ": " + response.request().method() + " " + response.url());
    }
  }

  /** Every page brings a policy by which nothing runs that it did not bring itself. */
  private void policy(Response response) {
    boolean page =
        response.request().resourceType().equals("document")
            && response.url().startsWith(site.toString())
            && response.headers().getOrDefault("content-type", "").startsWith("text/html");
    String policy = response.headers().getOrDefault("content-security-policy", "");
    boolean strict =
        !policy.contains("'unsafe-")
            && policy.contains("frame-ancestors 'none'")
            && policy.matches(".*(default|script)-src [^;]*.*")
            && !policy.contains("*");
    if (page && !strict) {
      problems.add("content security policy of " + response.url() + ": " + policy);
    }
  }

  /** Since the last call. */
  List<String> take() {
    List<String> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }
}
