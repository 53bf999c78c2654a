package io.concordat.dist.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.concordat.dist.calendar.Technician;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A browser profile in front of one edition, and what went wrong in it. */
public final class Visit implements AutoCloseable {
  private final URI site;
  private final BrowserContext context;
  private final Watch watch;

  Visit(URI site, BrowserContext context) {
    this.site = site;
    this.context = context;
    this.watch = new Watch(site, context);
  }

  /** A new tab at a path of the edition, loaded. */
  public Page open(String path) {
    Page page = context.newPage();
    page.navigate(path);
    return page;
  }

  /** Answers of this status at paths that begin so belong to the test. */
  public void expect(int status, String path) {
    watch.expect(status, path);
  }

  /** Its address. */
  public URI site() {
    return site;
  }

  public BrowserContext context() {
    return context;
  }

  public void signIn(Member member) {
    context.addCookies(member.session());
  }

  /** For people who cannot sign in: every request brings their token. */
  public void signIn(Technician person) {
    context.setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + person.token()));
  }

  public List<Cookie> cookies() {
    return context.cookies();
  }

  /** What went wrong since the last call. */
  public List<String> problems() {
    return watch.take();
  }

  @Override
  public void close() {
    context.close();
  }
}
