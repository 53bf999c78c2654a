package io.concordat.ee.calendar.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Lets Google's client speak through OkHttp: one connection pool, real PATCH, bounded waits. */
final class OkHttpTransport extends HttpTransport {
  private final OkHttpClient http;

  OkHttpTransport(OkHttpClient http) {
    this.http = http;
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Outgoing(http, method, new Request.Builder().url(url));
  }

  private static final class Outgoing extends LowLevelHttpRequest {
    private static final Set<String> NEEDS_BODY = Set.of("POST", "PUT", "PATCH");
    private static final RequestBody NOTHING = RequestBody.create(new byte[0], null);

    private final OkHttpClient http;
    private final String method;
    private final Request.Builder request;

    Outgoing(OkHttpClient http, String method, Request.Builder request) {
      this.http = http;
      this.method = method;
      this.request = request;
    }

    @Override
    public void addHeader(String name, String value) {
      request.addHeader(name, value);
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      return new Incoming(http.newCall(request.method(method, body()).build()).execute());
    }

    private @Nullable RequestBody body() throws IOException {
      if (getStreamingContent() == null) {
        return NEEDS_BODY.contains(method) ? NOTHING : null;
      }
      var bytes = new ByteArrayOutputStream();
      getStreamingContent().writeTo(bytes);
      return RequestBody.create(
          bytes.toByteArray(), getContentType() == null ? null : MediaType.get(getContentType()));
    }
  }

  private static final class Incoming extends LowLevelHttpResponse {
    private final Response response;
    private final Headers headers;

    Incoming(Response response) {
      this.response = response;
      this.headers = response.headers();
    }

    @Override
    public InputStream getContent() {
      return response.body().byteStream();
    }

    @Override
    public @Nullable String getContentEncoding() {
      return headers.get("Content-Encoding");
    }

    @Override
    public long getContentLength() {
      return response.body().contentLength();
    }

    @Override
    public @Nullable String getContentType() {
      return headers.get("Content-Type");
    }

    @Override
    public String getStatusLine() {
      return "HTTP " + response.code();
    }

    @Override
    public int getStatusCode() {
      return response.code();
    }

    @Override
    public String getReasonPhrase() {
      return Objects.requireNonNullElse(response.message(), "");
    }

    @Override
    public int getHeaderCount() {
      return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
      return headers.name(index);
    }

    @Override
    public String getHeaderValue(int index) {
      return headers.value(index);
    }

    @Override
    public void disconnect() {
      response.close();
    }
  }
}
