package io.concordat.dist.bench;

import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.http.Rest;
import io.concordat.dist.http.Surprise;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Loads pages as a browser does, with a session and compressed, and runs nothing of them. */
final class Browser {
  private static final Pattern LINK = Pattern.compile("<a[^>]* href=\"(/[^\"]*)\"");
  private static final Pattern PART =
      Pattern.compile("<(?:script[^>]* src|link rel=\"stylesheet\" href)=\"([^\"]+)\"");
  private static final Pattern ONE_OF_MANY = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|\\?.*");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final URI site;
  private final String cookies;

  private Browser(URI site, String cookies) {
    this.site = site;
    this.cookies = cookies;
  }

  /** As the tenant's administrator. */
  static Browser signedIn(Tenant tenant) {
    URI site = tenant.plan().address();
    var who = Rest.object().put("email", tenant.adminEmail()).put("password", tenant.password());
    var answer = Rest.at(site).post("/api/auth/sign-in", who).expect(200);
    String cookies =
        answer.headers().allValues("set-cookie").stream()
            .map(line -> line.split(";", 2)[0])
            .collect(Collectors.joining("; "));
    return new Browser(site, cookies);
  }

  /** As anybody. */
  static Browser of(Tenant tenant) {
    return new Browser(tenant.plan().address(), "");
  }

  private HttpResponse<InputStream> open(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(site.resolve(path))
            .header("Cookie", cookies)
            .header("Accept", "text/html,*/*")
            .header("Accept-Encoding", "gzip")
            .build();
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new Surprise(path + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Milliseconds until the answer begins. */
  double firstByte(String path) {
    long start = System.nanoTime();
    HttpResponse<InputStream> answer = open(path);
    double millis = (System.nanoTime() - start) / 1e6;
    bytes(answer);
    if (answer.statusCode() != 200) {
      throw new Surprise(path + " answered " + answer.statusCode());
    }
    return millis;
  }

  private static byte[] bytes(HttpResponse<InputStream> answer) {
    try (InputStream in = answer.body()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new Surprise(answer.uri() + " breaks off", e);
    }
  }

  /** Compressed bytes of a page with its scripts and styles. */
  int weight(String path) {
    int sum = bytes(open(path)).length;
    for (String part : parts(path)) {
      sum += bytes(open(part)).length;
    }
    return sum;
  }

  private Set<String> parts(String path) {
    return PART.matcher(html(open(path)))
        .results()
        .map(found -> found.group(1).replace("&amp;", "&"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  String stylesheet(String path) {
    return parts(path).stream().filter(part -> part.contains(".css")).findFirst().orElseThrow();
  }

  private static String html(HttpResponse<InputStream> answer) {
    boolean zipped = answer.headers().firstValue("content-encoding").orElse("").equals("gzip");
    try (InputStream in = zipped ? new GZIPInputStream(answer.body()) : answer.body()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Surprise(answer.uri() + " breaks off", e);
    }
  }

  /** Where these paths and the links on their pages end; of things of one kind, one. */
  List<String> pages(List<String> starts) {
    List<String> pages = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    Deque<String> left = new ArrayDeque<>(starts);
    while (!left.isEmpty()) {
      HttpResponse<InputStream> answer = open(left.poll());
      String path = answer.uri().getPath();
      String type = answer.headers().firstValue("content-type").orElse("");
      String html = html(answer);
      if (type.startsWith("text/html") && answer.statusCode() == 200 && known.add(kind(path))) {
        pages.add(path);
        LINK.matcher(html)
            .results()
            .map(found -> found.group(1).replace("&amp;", "&"))
            .filter(link -> !link.startsWith("/api/") && !known.contains(kind(link)))
            .forEach(left::add);
      }
    }
    return pages;
  }

  private static String kind(String path) {
    return ONE_OF_MANY.matcher(path).replaceAll("");
  }
}
