package io.concordat.ee.calendar.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import io.concordat.spi.http.Reply;
import io.concordat.spi.page.Words;
import java.util.Map;

/** This plugin's templates, compiled with it. */
final class Templates {
  private static final String PACKAGE = "io.concordat.ee.calendar.page.templates";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

  Reply page(String template, String title, Words words, Object model) {
    return new Reply.Page(
        title,
        out ->
            engine.render(template, Map.of("words", words, "model", model), new WriterOutput(out)));
  }
}
