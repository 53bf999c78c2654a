package io.concordat.ee.calendar.graph;

import io.concordat.spi.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The mailboxes this process speaks to. A token is known by its digest only. */
final class Mailboxes {
  private static final int MOST = 20_000;

  private final Map<String, Mailbox> byOwner = latest();
  private final Map<String, String> owners = latest();
  private final InstantSource clock;

  Mailboxes(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param budget whose app it is: a mailbox counts the requests of each app by themselves
   * @param ask who owns the token's mailbox; asked once a token
   */
  Mailbox of(String budget, Secret token, Function<Secret, Optional<String>> ask) {
    var digest = digest(token);
    var known = owner(digest);
    var owner = known.or(() -> ask.apply(token).map(id -> budget + " " + id)).orElse(digest);
    return mailbox(digest, owner);
  }

  private synchronized Optional<String> owner(String digest) {
    return Optional.ofNullable(owners.get(digest));
  }

  private synchronized Mailbox mailbox(String digest, String owner) {
    owners.put(digest, owner);
    return byOwner.computeIfAbsent(owner, _ -> new Mailbox(clock));
  }

  private static <T> Map<String, T> latest() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > MOST;
      }
    };
  }

  private static String digest(Secret token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(token.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
