package io.concordat.spi.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Map;

/** What a route answers. A new case is a new major version of this contract. */
public sealed interface Reply {
  /**
   * A JSON document.
   *
   * @param body the text, UTF-8
   * @param headers further headers, for example {@code ETag}
   */
  record Json(int status, String body, Map<String, String> headers) implements Reply {
    public Json {
      headers = Map.copyOf(headers);
    }

    public Json(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /** No body: 204, or 202 for queued work. */
  record Empty(int status) implements Reply {}

  /**
   * {@code application/problem+json}.
   *
   * @param code stable, snake case; clients branch on it
   * @param detail what is wrong, where, and what to do; no secret, no vendor text
   * @param field the offending field or parameter, or empty
   */
  record Problem(int status, String code, String detail, String field) implements Reply {
    public Problem(int status, String code, String detail) {
      this(status, code, detail, "");
    }
  }

  /** A page; core's shell wraps it. */
  record Page(String title, Body body) implements Reply {}

  /** A static file, cached by its entity tag. */
  record Asset(String mediaType, String etag, Bytes bytes) implements Reply {}

  /** Server-sent events until the source returns. */
  record EventStream(Source source) implements Reply {}

  record NotOffered(Unavailable why) implements Reply {}

  /** Writes a page's inner HTML. */
  @FunctionalInterface
  interface Body {
    void write(Writer out) throws IOException;
  }

  /** Writes the bytes of a static file. */
  @FunctionalInterface
  interface Bytes {
    void write(OutputStream out) throws IOException;
  }

  /** Writes {@code text/event-stream}, on a virtual thread, tenant bound. */
  @FunctionalInterface
  interface Source {
    void write(OutputStream out) throws IOException, InterruptedException;
  }
}
