package io.concordat.web;

import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.security.SecureRandom;
import java.util.Base64;

/** The plain shell around pages: nothing runs or loads that this response did not bring. */
public final class Html {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Html() {}

  public static MutableHttpResponse<byte[]> page(
      String title, String inner, String style, String script) {
    String nonce = nonce();
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s · Concordat</title>
        %s</head>
        <body>
        %s
        %s</body>
        </html>
        """
            .formatted(
                escape(title), tag("style", nonce, style), inner, tag("script", nonce, script));
    return Answers.text(200, MediaType.TEXT_HTML_TYPE, html)
        .header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'nonce-%s'; style-src 'nonce-%s'; img-src 'self';"
                    .formatted(nonce, nonce)
                + " connect-src 'self'; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-store");
  }

  private static String tag(String name, String nonce, String content) {
    return content.isEmpty()
        ? ""
        : "<%s nonce=\"%s\">%s</%s>\n".formatted(name, nonce, content, name);
  }

  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String nonce() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
