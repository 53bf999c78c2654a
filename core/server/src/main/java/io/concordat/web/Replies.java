package io.concordat.web;

import io.concordat.spi.http.Reply;
import io.concordat.spi.tenant.Tenancy;
import io.concordat.spi.tenant.TenantId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.types.files.StreamedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;

/** A plugin's reply on the wire. */
final class Replies {
  private final Tenancy tenancy;

  Replies(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  HttpResponse<?> of(HttpRequest<?> request, TenantId tenant, Reply reply) throws IOException {
    return switch (reply) {
      case Reply.Json(int status, String body, var headers) -> {
        MutableHttpResponse<byte[]> response = Answers.json(status, body);
        headers.forEach(response::header);
        yield response;
      }
      case Reply.Empty(int status) -> Answers.empty(status);
      case Reply.Problem problem -> Answers.problem(request, problem);
      case Reply.Page(String title, Reply.Body body) -> page(title, body);
      case Reply.Asset asset -> asset(request, asset);
      case Reply.EventStream(Reply.Source source) -> stream(tenant, source);
      case Reply.NotOffered(var why) -> Answers.unavailable(why);
    };
  }

  private static HttpResponse<?> page(String title, Reply.Body body) throws IOException {
    var inner = new StringWriter();
    body.write(inner);
    return Html.page(title, inner.toString(), "", "");
  }

  private static HttpResponse<?> asset(HttpRequest<?> request, Reply.Asset asset)
      throws IOException {
    String etag = '"' + asset.etag() + '"';
    if (etag.equals(request.getHeaders().get("If-None-Match"))) {
      return Answers.empty(304).header("ETag", etag);
    }
    var bytes = new ByteArrayOutputStream();
    asset.bytes().write(bytes);
    return HttpResponse.ok(bytes.toByteArray())
        .contentType(MediaType.of(asset.mediaType()))
        .header("ETag", etag)
        .header("X-Content-Type-Options", "nosniff");
  }

  private HttpResponse<?> stream(TenantId tenant, Reply.Source source) {
    var pipe = new Pipe();
    Thread.ofVirtual()
        .name("event-stream")
        .start(() -> tenancy.run(tenant, () -> pipe.fill(source)));
    return HttpResponse.ok(new StreamedFile(pipe.out(), MediaType.TEXT_EVENT_STREAM_TYPE))
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no");
  }
}
