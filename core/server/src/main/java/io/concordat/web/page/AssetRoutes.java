package io.concordat.web.page;

import io.concordat.web.Answers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** Static files; an address that names the content is good for ever. */
@Controller("/assets")
@Produces(MediaType.ALL)
final class AssetRoutes {
  private final Assets assets;

  AssetRoutes(Assets assets) {
    this.assets = assets;
  }

  @Get("/{module}/{file}")
  HttpResponse<?> file(HttpRequest<?> request, String module, String file) {
    return assets
        .find(module + "/" + file)
        .<HttpResponse<?>>map(found -> answer(request, found))
        .orElseGet(() -> Answers.empty(404));
  }

  private static HttpResponse<?> answer(HttpRequest<?> request, Assets.File file) {
    String etag = '"' + file.version() + '"';
    MutableHttpResponse<?> response =
        etag.equals(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH))
            ? Answers.empty(304)
            : body(request, file);
    boolean named = file.version().equals(request.getParameters().get("v"));
    return response
        .header(HttpHeaders.ETAG, etag)
        .header(HttpHeaders.VARY, "Accept-Encoding")
        .header("X-Content-Type-Options", "nosniff")
        .header(
            HttpHeaders.CACHE_CONTROL, named ? "public, max-age=31536000, immutable" : "no-cache");
  }

  private static MutableHttpResponse<?> body(HttpRequest<?> request, Assets.File file) {
    String accepted = request.getHeaders().get(HttpHeaders.ACCEPT_ENCODING);
    boolean zip = accepted != null && accepted.contains("gzip");
    MutableHttpResponse<byte[]> response =
        HttpResponse.ok(file.bytes(zip)).contentType(MediaType.of(file.type()));
    return zip ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip") : response;
  }
}
