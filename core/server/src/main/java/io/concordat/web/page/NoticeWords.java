package io.concordat.web.page;

import io.concordat.spi.notice.Notice;
import io.concordat.spi.page.Words;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;

/** What a notice says, in its reader's language and its plugin's words. */
@Singleton
public final class NoticeWords {
  private final Languages languages;

  NoticeWords(Languages languages) {
    this.languages = languages;
  }

  public String of(HttpRequest<?> request, Notice notice) {
    Words words = languages.of(request, notice.plugin());
    String key = "notification." + notice.kind();
    var arguments = new ArrayList<Object>();
    arguments.add(notice.count());
    arguments.addAll(notice.arguments());
    // Its plugin may be away for the moment.
    return words.knows(key)
        ? words.t(key, arguments.toArray())
        : words.t("notification.other", notice.count());
  }
}
