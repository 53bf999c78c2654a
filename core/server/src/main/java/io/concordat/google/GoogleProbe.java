package io.concordat.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.concordat.spi.google.GoogleApps.GoogleApp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Tries an app at Google's token endpoint with a code that nobody was given: who is told that the
 * code is wrong was let in. A vendor call: never inside a transaction.
 */
public final class GoogleProbe implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LONGEST = 1 << 16;

  private final URI tokens;
  private final OkHttpClient http =
      new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(20)).followRedirects(false).build();

  /**
   * @param tokens without a trailing slash, {@code https://oauth2.googleapis.com} for the real one
   */
  public GoogleProbe(URI tokens) {
    this.tokens = tokens;
  }

  /** How it went. */
  public enum Verdict {
    OK,
    /** The client id is unknown, or the secret is not its. */
    INVALID_CLIENT,
    /** The client was switched off or deleted. */
    CLIENT_DISABLED,
    /** Right, but the redirect URI is not entered at the client. */
    REDIRECT_MISMATCH,
    TEMPORARILY_UNAVAILABLE,
    UNREACHABLE,
    REFUSED;

    /** Stable; what clients see. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Verdict ask(GoogleApp app, URI redirectUri) {
    FormBody form =
        new FormBody.Builder()
            .add("grant_type", "authorization_code")
            .add("code", "4/0-concordat-asks-whether-the-client-is-known")
            .add("client_id", app.clientId())
            .add("client_secret", app.clientSecret().reveal())
            .add("redirect_uri", redirectUri.toString())
            .build();
    Request request = new Request.Builder().url(tokens + "/token").post(form).build();
    try (Response response = http.newCall(request).execute()) {
      return verdict(response.code(), json(response.peekBody(LONGEST).bytes()));
    } catch (IOException e) {
      return Verdict.UNREACHABLE;
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static Verdict verdict(int status, JsonNode body) {
    if (status == 429 || status >= 500) {
      return Verdict.TEMPORARILY_UNAVAILABLE;
    }
    return switch (body.path("error").asText()) {
      case "invalid_grant" -> Verdict.OK;
      case "invalid_client", "unauthorized_client" -> Verdict.INVALID_CLIENT;
      case "deleted_client", "disabled_client" -> Verdict.CLIENT_DISABLED;
      case "redirect_uri_mismatch" -> Verdict.REDIRECT_MISMATCH;
      default -> Verdict.REFUSED;
    };
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
