package io.concordat.sandbox.canary;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Hears every answer of a server, head and body, whoever asked. */
final class Tap extends ChannelDuplexHandler {
  private final Deque<String> asked = new ArrayDeque<>();
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder cookies = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private String status = "";

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest request) {
      asked.add(request.method() + " " + Homes.place(request.uri()));
    }
    super.channelRead(context, message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response) {
      status = " " + response.status().code();
      response
          .headers()
          .forEach(line -> (isCookie(line.getKey()) ? cookies : head).append(line).append('\n'));
    }
    if (message instanceof HttpContent content) {
      ByteBuf bytes = content.content();
      body.append(
          bytes.toString(bytes.readerIndex(), bytes.readableBytes(), StandardCharsets.UTF_8));
    }
    if (message instanceof LastHttpContent && !status.equals(" 100")) {
      end();
    }
    super.write(context, message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    end();
    super.channelInactive(context);
  }

  private static boolean isCookie(String header) {
    return header.equalsIgnoreCase("Set-Cookie");
  }

  private void end() {
    String where = (asked.isEmpty() ? "nothing asked" : asked.remove()) + status;
    hear(where + " head", head);
    hear(where + " cookie", cookies);
    String text = body.toString();
    if (!Homes.showsEntries(where, text)) {
      Canaries.hearTitles(Channel.REPLY, where, text);
    }
    hear(where + " body", body);
    status = "";
  }

  private static void hear(String where, StringBuilder said) {
    Canaries.hear(Channel.REPLY, where, said.toString(), kind -> Allowed.reply(where, kind));
    said.setLength(0);
  }
}
