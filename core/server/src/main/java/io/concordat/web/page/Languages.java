package io.concordat.web.page;

import io.concordat.spi.page.Words;
import io.concordat.web.Ports;
import io.concordat.web.PublicUrl;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which language and which zone a browser wants; both are kept in cookies that hold no secret. */
@Singleton
public final class Languages {
  static final String LANGUAGE = "concordat-language";
  static final String ZONE = "concordat-zone";

  private final Bundles bundles;
  private final Assets assets;
  private final Ports ports;
  private final String base;

  Languages(Bundles bundles, Assets assets, Ports ports, PublicUrl publicUrl) {
    this.bundles = bundles;
    this.ports = ports;
    this.assets = assets;
    this.base = publicUrl.path();
  }

  public Words of(HttpRequest<?> request) {
    return of(request, "core");
  }

  public Words of(HttpRequest<?> request, String module) {
    Locale language = language(request);
    Map<String, String> messages = bundles.of(module, language, ports.pages().keySet());
    Locale locale = inCountry(request, language);
    return new Spoken(messages, locale, zone(request), assets::address, base);
  }

  static Optional<String> cookie(HttpRequest<?> request, String name) {
    return request.getCookies().findCookie(name).map(Cookie::getValue);
  }

  private static Locale language(HttpRequest<?> request) {
    return cookie(request, LANGUAGE)
        .flatMap(Languages::spoken)
        .or(() -> accepted(request))
        .orElse(Bundles.LANGUAGES.getFirst());
  }

  private static Optional<Locale> spoken(String tag) {
    return Bundles.LANGUAGES.stream().filter(one -> one.getLanguage().equals(tag)).findFirst();
  }

  private static Optional<Locale> accepted(HttpRequest<?> request) {
    return Optional.ofNullable(Locale.lookup(wanted(request), Bundles.LANGUAGES));
  }

  /** Dates and numbers are written as in the visitor's country, if the browser says which. */
  private static Locale inCountry(HttpRequest<?> request, Locale language) {
    return wanted(request).stream()
        .map(range -> Locale.forLanguageTag(range.getRange()))
        .filter(one -> one.getLanguage().equals(language.getLanguage()))
        .map(Locale::getCountry)
        .filter(country -> !country.isEmpty())
        .findFirst()
        .map(country -> Locale.of(language.getLanguage(), country))
        .orElse(language);
  }

  private static List<Locale.LanguageRange> wanted(HttpRequest<?> request) {
    String wanted = request.getHeaders().get("Accept-Language");
    if (wanted == null || wanted.length() > 1_000) {
      return List.of();
    }
    try {
      return Locale.LanguageRange.parse(wanted);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static ZoneId zone(HttpRequest<?> request) {
    return cookie(request, ZONE).flatMap(Languages::zone).orElse(ZoneOffset.UTC);
  }

  private static Optional<ZoneId> zone(String id) {
    try {
      return Optional.of(ZoneId.of(id.replace("%2F", "/")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
