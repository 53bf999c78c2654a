package io.concordat.sso;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** DNS by dnsjava: the given server or the machine's own; nothing is remembered. */
public final class NameServers implements Dns {
  private static final Logger LOG = LoggerFactory.getLogger(NameServers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int PORT = 53;

  private final Resolver resolver;

  private NameServers(Resolver resolver) {
    this.resolver = resolver;
    resolver.setTimeout(PATIENCE);
  }

  /**
   * Throws {@link IllegalArgumentException} when the text is no address.
   *
   * @param server {@code host} or {@code host:port}; empty: those of the machine
   */
  public static NameServers at(Optional<String> server) {
    return new NameServers(server.map(NameServers::one).orElseGet(ExtendedResolver::new));
  }

  private static Resolver one(String server) {
    if (!server.matches("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+)(:\\d{1,5})?")) {
      throw new IllegalArgumentException("a name server is host or host:port");
    }
    int colon = server.matches(".*]|[^:]*") ? server.length() : server.lastIndexOf(':');
    String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
    int port =
        colon == server.length() ? PORT : Integer.parseInt(server, colon + 1, server.length(), 10);
    try {
      SimpleResolver resolver = new SimpleResolver(host);
      resolver.setPort(port);
      return resolver;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no name server has this address", e);
    }
  }

  @Override
  public Answer texts(String name) {
    try {
      Lookup lookup = new Lookup(Name.fromString(name + "."), Type.TXT);
      lookup.setResolver(resolver);
      lookup.setCache(null);
      return answer(name, lookup, lookup.run());
    } catch (TextParseException e) {
      throw new IllegalArgumentException("no name of the DNS", e);
    }
  }

  private static Answer answer(String name, Lookup lookup, Record[] found) {
    return switch (lookup.getResult()) {
      case Lookup.SUCCESSFUL ->
          new Answer.Texts(Stream.of(found).flatMap(NameServers::text).toList());
      case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> new Answer.Texts(List.of());
      default -> {
        LOG.info("no answer about {}: {}", name, lookup.getErrorString());
        yield new Answer.Silence();
      }
    };
  }

  /** The strings of one record are one text. */
  private static Stream<String> text(Record record) {
    return record instanceof TXTRecord texts
        ? Stream.of(String.join("", texts.getStrings()))
        : Stream.empty();
  }
}
