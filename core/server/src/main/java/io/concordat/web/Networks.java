package io.concordat.web;

import io.micronaut.http.HttpRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from. {@code X-Forwarded-For} is believed as far as proxies that are
 * trusted have written it: anybody can send one. Proxies on the same machine are trusted.
 */
public final class Networks {
  private static final String FORWARDED = "X-Forwarded-For";

  /** What one customer of a provider gets, more or less. */
  private static final int IPV6_PREFIX_BYTES = 7;

  private final List<Range> proxies;

  private Networks(List<Range> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  /**
   * @param proxies addresses or ranges, {@code 10.0.0.7,10.1.0.0/16}; throws {@link
   *     IllegalArgumentException} with a sentence
   */
  public static Networks trusting(String proxies) {
    List<Range> ranges = new ArrayList<>();
    for (String text : proxies.split(",", -1)) {
      if (!text.isBlank()) {
        ranges.add(Range.of(text.strip()));
      }
    }
    return new Networks(ranges);
  }

  /** The address, or the network of an IPv6 one. */
  public String of(HttpRequest<?> request) {
    InetSocketAddress remote = request.getRemoteAddress();
    return remote.getAddress() == null
        ? "unknown"
        : of(remote.getAddress(), request.getHeaders().getAll(FORWARDED));
  }

  String of(InetAddress remote, List<String> forwarded) {
    InetAddress nearest = remote;
    List<String> hops = new ArrayList<>(hops(forwarded));
    while (trusted(nearest) && !hops.isEmpty()) {
      Optional<InetAddress> further = literal(hops.removeLast());
      if (further.isEmpty()) {
        break;
      }
      nearest = further.get();
    }
    return network(nearest);
  }

  private static List<String> hops(List<String> forwarded) {
    return forwarded.stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private boolean trusted(InetAddress address) {
    return address.isLoopbackAddress() || proxies.stream().anyMatch(it -> it.contains(address));
  }

  private static String network(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_PREFIX_BYTES)) + "::/56"
        : address.getHostAddress();
  }

  /** Without a port and without asking a name server. */
  private static Optional<InetAddress> literal(String text) {
    String bare = text.startsWith("[") ? text.substring(1).replaceFirst("].*$", "") : text;
    String host = bare.indexOf(':') == bare.lastIndexOf(':') ? bare.replaceFirst(":.*$", "") : bare;
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private record Range(InetAddress address, int bits) {
    static Range of(String text) {
      String[] parts = text.split("/", -1);
      try {
        InetAddress address = InetAddress.ofLiteral(parts[0]);
        int all = address.getAddress().length * Byte.SIZE;
        int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
        if (parts.length <= 2 && bits >= 0 && bits <= all) {
          return new Range(address, bits);
        }
      } catch (IllegalArgumentException e) {
        // Said below.
      }
      throw new IllegalArgumentException(text + " is no address such as 10.0.0.7 or 10.1.0.0/16");
    }

    boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
