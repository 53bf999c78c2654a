package io.concordat.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.inject.Singleton;
import java.util.Map;

/** Core's templates, compiled with it. */
@Singleton
final class Templates {
  private static final String PACKAGE = "io.concordat.web.page.templates";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

  String render(String template, Map<String, Object> values) {
    var out = new StringOutput();
    engine.render(template, values, out);
    return out.toString();
  }
}
