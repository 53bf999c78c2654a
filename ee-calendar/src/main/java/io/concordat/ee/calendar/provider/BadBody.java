package io.concordat.ee.calendar.provider;

import io.concordat.spi.http.Reply;
import io.concordat.spi.http.Route;
import java.io.Serial;

/** What a caller sent cannot be used; the message says what to do and repeats no content. */
public final class BadBody extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String code;
  private final String field;

  public BadBody(String code, String field, String message) {
    super(message);
    this.code = code;
    this.field = field;
  }

  private Reply reply() {
    return new Reply.Problem(400, code, String.valueOf(getMessage()), field);
  }

  /** Answers a {@link BadBody} of the handler as its problem. */
  public static Route.Handler answered(Route.Handler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (BadBody bad) {
        return bad.reply();
      }
    };
  }
}
