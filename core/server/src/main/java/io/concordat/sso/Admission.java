package io.concordat.sso;

import io.concordat.identity.UserDirectory;
import io.concordat.identity.UserDirectory.Line;
import io.concordat.spi.identity.Users.User;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.net.IDN;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which user a person is. By the two ids; the first time also by an address, if Microsoft proves it
 * and the tenant has proved its domain.
 */
record Admission(UserDirectory users, Identities identities, LoginDomains domains) {
  sealed interface Admitted {
    /**
     * @param first linked just now, by the address
     */
    record In(User user, boolean first) implements Admitted {}

    /**
     * @param user whom it would have been, when that is known
     */
    record Out(Reason reason, Optional<UserId> user) implements Admitted {}
  }

  Admitted admit(Tx tx, Person person) {
    Optional<Line> linked =
        identities.find(tx, person).flatMap(identity -> users.line(tx, identity.user()));
    return linked
        .map(
            line ->
                refusal(line).<Admitted>map(why -> out(why, line)).orElseGet(() -> in(line, false)))
        .orElseGet(() -> byAddress(tx, person));
  }

  private Admitted byAddress(Tx tx, Person person) {
    Optional<DomainName> domain = person.email().flatMap(DomainName::ofAddress);
    if (!person.proven() || domain.isEmpty()) {
      return new Admitted.Out(Reason.ADDRESS_UNPROVEN, Optional.empty());
    }
    if (!domains.verified(tx, domain.get())) {
      return new Admitted.Out(Reason.DOMAIN_UNVERIFIED, Optional.empty());
    }
    List<Line> named = users.named(tx, spellings(person.email().orElseThrow(), domain.get()));
    return named.size() == 1
        ? link(tx, person, named.getFirst())
        : new Admitted.Out(Reason.UNKNOWN_USER, Optional.empty());
  }

  /** People write a domain of other letters in either way. */
  private static Set<String> spellings(String email, DomainName domain) {
    String local = email.strip().substring(0, email.strip().lastIndexOf('@') + 1);
    return Set.copyOf(
        List.of(local + domain.ascii(), local + IDN.toUnicode(domain.ascii()), email.strip()));
  }

  private Admitted link(Tx tx, Person person, Line line) {
    Optional<Reason> refusal = refusal(line);
    if (refusal.isPresent()) {
      return out(refusal.get(), line);
    }
    return identities.linkByAddress(tx, line.user().id(), person)
        ? in(line, true)
        : out(Reason.LINKED_TO_ANOTHER, line);
  }

  private static Optional<Reason> refusal(Line line) {
    if (!line.role().internal()) {
      return Optional.of(Reason.CLIENT_PORTAL_USER);
    }
    return line.user().active() ? Optional.empty() : Optional.of(Reason.INACTIVE_USER);
  }

  private static Admitted in(Line line, boolean first) {
    return new Admitted.In(line.user(), first);
  }

  private static Admitted out(Reason reason, Line line) {
    return new Admitted.Out(reason, Optional.of(line.user().id()));
  }
}
