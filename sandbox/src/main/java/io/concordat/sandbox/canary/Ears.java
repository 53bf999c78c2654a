package io.concordat.sandbox.canary;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.netty.channel.ChannelHandlerContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@link Hooks} lead to, by name: each gets the arguments of the method it is put into. */
public final class Ears {
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final int DEEP = 20;

  /** They make secrets for others, who have the better name for them. */
  private static final Set<String> HANDS = Set.of("Secret", "Ears", "Opaque", "Digest");

  private Ears() {}

  /** {@code Secret.of(text)}. */
  public static void secret(Object[] arguments) {
    String kind =
        STACK.walk(
            frames ->
                frames
                    .map(frame -> frame.getClassName())
                    .map(name -> name.substring(name.lastIndexOf('.') + 1))
                    .filter(name -> !HANDS.contains(name))
                    .findFirst()
                    .orElse("nobody"));
    Canaries.secret((String) arguments[0], kind);
  }

  /** An entry's content: title, notes, location, when, isPrivate. */
  public static void content(Object[] arguments) {
    if ((boolean) arguments[4]) {
      Stream.of(arguments[0], arguments[1], arguments[2])
          .map(String::valueOf)
          .forEach(Canaries::title);
    }
  }

  /** A connection to a server of ours. */
  public static void connection(Object[] arguments) {
    var context = (ChannelHandlerContext) arguments[0];
    context.pipeline().addBefore(context.name(), "canaries", new Tap());
  }

  /** A line of the log on its way to the appenders. */
  public static void line(Object[] arguments) {
    var event = (ILoggingEvent) arguments[0];
    var text = new StringBuilder(event.getFormattedMessage());
    Map<String, String> context = event.getMDCPropertyMap();
    text.append(context);
    causes(event.getThrowableProxy(), text, 0);
    Canaries.hear(Channel.LOG, event.getLoggerName(), text.toString());
    Canaries.hearTitles(Channel.LOG, event.getLoggerName(), text.toString());
  }

  private static void causes(@Nullable IThrowableProxy thrown, StringBuilder text, int depth) {
    if (thrown != null && depth < DEEP) {
      text.append('\n').append(thrown.getClassName()).append(": ").append(thrown.getMessage());
      causes(thrown.getCause(), text, depth + 1);
    }
  }

  /** A plugin's answer: status, body, headers. */
  public static void answer(Object[] arguments) {
    Canaries.hear(Channel.REPLY, "of a plugin: " + arguments[0], arguments[1] + "" + arguments[2]);
  }

  /** What an assembled product answered: request, status, headers, body. */
  public static void assembled(Object[] arguments) {
    String place = Allowed.place(arguments[0] + " " + arguments[1]);
    if (!Allowed.isVendor(place)) {
      Canaries.hearProcess(place, arguments[2] + "" + arguments[3]);
    }
  }

  /** The product as a vendor's client: id, secret, directory. */
  public static void client(Object[] arguments) {
    Canaries.secret((String) arguments[1], "a vendor's client");
  }

  /** Another process of ours: name, process, its log. */
  public static void process(Object[] arguments) {
    Logs.of((String) arguments[0], (Path) arguments[2]);
  }
}
