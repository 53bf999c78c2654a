package io.concordat.web;

import io.concordat.spi.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries an event stream from its source to the server: what is written shows at once, a slow
 * reader slows the source, and a reader that left ends it.
 */
final class Pipe {
  private static final Logger log = LoggerFactory.getLogger(Pipe.class);
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> parts = new ArrayBlockingQueue<>(16);
  private volatile boolean readerLeft;

  void fill(Reply.Source source) {
    try {
      source.write(new In());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      if (!readerLeft) {
        log.warn("an event stream broke", e);
      }
    } finally {
      end();
    }
  }

  private void end() {
    try {
      new In().put(END);
    } catch (IOException e) {
      log.debug("the reader of an event stream left before its end");
    }
  }

  InputStream out() {
    return new Out();
  }

  private final class In extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      put(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (length > 0) {
        put(Arrays.copyOfRange(bytes, from, from + length));
      }
    }

    private void put(byte[] part) throws IOException {
      try {
        while (!parts.offer(part, 200, TimeUnit.MILLISECONDS)) {
          if (readerLeft) {
            throw new IOException("the reader left");
          }
        }
        if (readerLeft) {
          throw new IOException("the reader left");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
  }

  private final class Out extends InputStream {
    private byte[] part = END;
    private int next;
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (!ready()) {
        return -1;
      }
      int count = Math.min(length, part.length - next);
      System.arraycopy(part, next, into, from, count);
      next += count;
      return count;
    }

    private boolean ready() throws IOException {
      if (next == part.length && !ended) {
        try {
          part = parts.take();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
        next = 0;
        ended = part.length == 0;
      }
      return !ended;
    }

    @Override
    public void close() {
      readerLeft = true;
    }
  }
}
