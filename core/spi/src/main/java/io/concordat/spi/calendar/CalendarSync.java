package io.concordat.spi.calendar;

import io.concordat.spi.http.Unavailable;
import io.concordat.spi.identity.Caller;
import java.util.Map;
import java.util.Optional;

/**
 * The four stable calendar routes. They are called without a tenant: the state or the channel names
 * it.
 */
public interface CalendarSync {
  /** Present when this edition does not have calendar sync; then nothing else is called. */
  default Optional<Unavailable> unavailable() {
    return Optional.empty();
  }

  CallbackReply googleCallback(Callback callback);

  CallbackReply microsoftCallback(Callback callback);

  WebhookReply googleWebhook(Notice notice);

  WebhookReply microsoftWebhook(Notice notice);

  /**
   * The browser comes back from the vendor.
   *
   * @param query first value of each query parameter
   * @param caller who is signed in, if anyone: another tenant's state is refused
   */
  record Callback(Map<String, String> query, Optional<Caller> caller) {
    public Callback {
      query = Map.copyOf(query);
    }
  }

  /**
   * An inbound webhook.
   *
   * @param headers names in lower case, first value
   * @param query first value of each parameter
   * @param body UTF-8, at most 1 MB
   */
  record Notice(Map<String, String> headers, Map<String, String> query, String body) {
    public Notice {
      headers = Map.copyOf(headers);
      query = Map.copyOf(query);
    }
  }

  /** Where the browser goes next. */
  sealed interface CallbackReply {
    /**
     * Redirect to the outcome page with {@code calendarAuth}, {@code calendarError}, {@code
     * provider}.
     *
     * @param error empty on success, else one of the documented codes
     * @param provider the provider's id, when known
     */
    record Outcome(Optional<String> error, Optional<String> provider) implements CallbackReply {}

    record NotOffered(Unavailable why) implements CallbackReply {}
  }

  /** What the vendor's sender gets. */
  sealed interface WebhookReply {
    /** Noted; the state comes from the next delta read. */
    record Accepted(int status) implements WebhookReply {}

    /** A handshake: 200, text/plain, exactly this text. */
    record Echo(String text) implements WebhookReply {}

    /** Refused alike for every reason; logged by whoever refuses. */
    record Refused(int status) implements WebhookReply {}

    record NotOffered(Unavailable why) implements WebhookReply {}
  }
}
