package io.concordat.web.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.identity.UserDirectory;
import io.concordat.notify.NoticeBoard;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.Words;
import io.concordat.spi.tenant.Transactions;
import io.concordat.web.Gate;
import io.concordat.web.PublicUrl;
import io.concordat.web.Refusal;
import io.concordat.web.SessionCookies;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows pages: who asks, what they may see, the shell around it, and what went wrong. */
@Singleton
public final class Pages {
  private static final Logger log = LoggerFactory.getLogger(Pages.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final Gate gate;
  private final SessionCookies cookies;
  private final Transactions transactions;
  private final UserDirectory users;
  private final NoticeBoard notices;
  private final Navigation navigation;
  private final Languages languages;
  private final Templates templates;
  private final InstantSource clock;
  private final String base;

  Pages(
      Gate gate,
      SessionCookies cookies,
      Transactions transactions,
      UserDirectory users,
      NoticeBoard notices,
      Navigation navigation,
      Languages languages,
      Templates templates,
      InstantSource clock,
      PublicUrl publicUrl) {
    this.gate = gate;
    this.cookies = cookies;
    this.transactions = transactions;
    this.users = users;
    this.notices = notices;
    this.navigation = navigation;
    this.languages = languages;
    this.templates = templates;
    this.clock = clock;
    this.base = publicUrl.path();
  }

  /** Makes a page for a visitor who may see it. */
  @FunctionalInterface
  public interface Making {
    View view(Visitor visitor) throws Exception;
  }

  /** The inner HTML of a page and what it is called. */
  record Inner(String title, String html) {}

  /** Makes the inside of a page, in whatever way. */
  @FunctionalInterface
  interface Filling {
    Inner fill(Visitor visitor) throws Exception;
  }

  /**
   * A page of the navigation.
   *
   * @param id of its {@link Item}
   */
  public HttpResponse<?> show(HttpRequest<?> request, String id, Making making) {
    return show(
        request,
        navigation.item(id),
        visitor -> {
          View view = making.view(visitor);
          return new Inner(view.title(), inner(visitor.words(), view));
        });
  }

  HttpResponse<?> show(HttpRequest<?> request, Item item, Filling filling) {
    return guarded(
        request,
        () ->
            gate.enter(
                request,
                "page." + item.id(),
                item.anyOf(),
                caller -> {
                  Visitor visitor = visitor(request, caller, item.module());
                  return sheet(request, 200, visitor, item, filling.fill(visitor));
                }));
  }

  /** For whoever comes, signed in or not. */
  public HttpResponse<?> open(HttpRequest<?> request, View view) {
    Words words = languages.of(request);
    return bare(request, 200, words, new Inner(view.title(), inner(words, view)));
  }

  /** Sends the visitor elsewhere, if anybody is signed in. */
  HttpResponse<?> lead(HttpRequest<?> request, Function<Caller, String> where) {
    return guarded(
        request,
        () -> gate.enter(request, "page.find", Set.of(), who -> redirect(where.apply(who))));
  }

  public HttpResponse<?> redirect(String path) {
    return HttpResponse.status(HttpStatus.SEE_OTHER)
        .header("Location", base + path)
        .header("Cache-Control", "no-store");
  }

  private HttpResponse<?> guarded(HttpRequest<?> request, Supplier<HttpResponse<?>> work) {
    try {
      return work.get();
    } catch (Refusal refusal) {
      int status = refusal.problem().status();
      return status == 401 ? signIn(request) : error(request, status);
    } catch (RuntimeException e) {
      // Whatever it is, a person is waiting for a page.
      log.error("the page {} cannot be shown", request.getPath(), e);
      return error(request, 500);
    }
  }

  /** To the sign-in page and back. A script that refreshes part of a page is sent there as well. */
  private HttpResponse<?> signIn(HttpRequest<?> request) {
    boolean ended = cookies.of(request).isPresent();
    String then = URLEncoder.encode(request.getUri().toString(), StandardCharsets.UTF_8);
    String path = "/signin?then=" + then + (ended ? "&ended=true" : "");
    return request.getHeaders().contains("HX-Request")
        ? HttpResponse.status(HttpStatus.NO_CONTENT).header("HX-Redirect", base + path)
        : redirect(path);
  }

  /** A useful page for a status that is not 200. */
  MutableHttpResponse<byte[]> error(HttpRequest<?> request, int status) {
    Words words = languages.of(request);
    int shown = List.of(403, 404).contains(status) ? status : status < 500 ? 400 : 500;
    var model = new Failure(shown, words.path("/"));
    var view = new View("shell/failure.jte", words.t("error." + shown + ".title"), model);
    return bare(request, status, words, new Inner(view.title(), inner(words, view)));
  }

  /** What a page says that cannot be shown. */
  public record Failure(int status, String home) {}

  private String inner(Words words, View view) {
    return templates.render(view.template(), Map.of("words", words, "model", view.model()));
  }

  private Visitor visitor(HttpRequest<?> request, Caller caller, String module) {
    return transactions.call(
        tx ->
            new Visitor(
                caller,
                users.line(tx, caller.user()).orElseThrow(),
                notices.unread(tx, caller.user()),
                languages.of(request, module),
                clock.instant()));
  }

  private HttpResponse<?> sheet(
      HttpRequest<?> request, int status, Visitor visitor, Item item, Inner inner) {
    Words words = visitor.words();
    String nonce = Sheet.nonce();
    var shell =
        new Shell(
            inner.title(),
            theme(request),
            nonce,
            texts(words),
            Optional.of(
                new Shell.Person(visitor.user().user().name(), visitor.user().user().email())),
            visitor.unread(),
            visitor.caller().session().isPresent(),
            links(request, visitor, Item.Section.TOP, item),
            !navigation.visible(Item.Section.SETTINGS, visitor.caller()).isEmpty(),
            item.section() == Item.Section.SETTINGS,
            side(request, visitor, item),
            words.t("nav.section." + item.section()),
            notice(request, words),
            inner.html());
    return page(status, nonce, words, shell);
  }

  private List<Shell.Link> side(HttpRequest<?> request, Visitor visitor, Item item) {
    return item.section() == Item.Section.TOP
        ? List.of()
        : links(request, visitor, item.section(), item);
  }

  private List<Shell.Link> links(
      HttpRequest<?> request, Visitor visitor, Item.Section section, Item current) {
    return navigation.visible(section, visitor.caller()).stream()
        .map(
            item ->
                new Shell.Link(
                    item.id().replace('.', '-').replace('_', '-'),
                    base + item.path(),
                    languages.of(request, item.module()).t(item.label()),
                    item.id().equals(current.id())))
        .toList();
  }

  private static Optional<String> notice(HttpRequest<?> request, Words words) {
    return Optional.ofNullable(request.getParameters().get("notice"))
        .map(key -> "notice." + key)
        .filter(words::knows)
        .map(words::t);
  }

  private MutableHttpResponse<byte[]> bare(
      HttpRequest<?> request, int status, Words words, Inner inner) {
    String nonce = Sheet.nonce();
    var shell =
        new Shell(
            inner.title(),
            theme(request),
            nonce,
            texts(words),
            Optional.empty(),
            0,
            false,
            List.of(),
            false,
            false,
            List.of(),
            "",
            Optional.empty(),
            inner.html());
    return page(status, nonce, words, shell);
  }

  private MutableHttpResponse<byte[]> page(int status, String nonce, Words words, Shell shell) {
    String html = templates.render("shell/shell.jte", Map.of("words", words, "model", shell));
    return Sheet.of(status, nonce, html);
  }

  private static String theme(HttpRequest<?> request) {
    return Languages.cookie(request, "concordat-theme")
        .filter(List.of("light", "dark")::contains)
        .orElse("auto");
  }

  private static String texts(Words words) {
    try {
      return words instanceof Spoken spoken
          ? JSON.writeValueAsString(spoken.forScripts()).replace("<", "\\u003c")
          : "{}";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
