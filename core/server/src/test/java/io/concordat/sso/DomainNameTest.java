package io.concordat.sso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainNameTest {
  @Test
  void spellings_of_one_domain_are_one() {
    DomainName name = DomainName.of("Bücher.Example");
    assertEquals("xn--bcher-kva.example", name.ascii());
    assertEquals(name, DomainName.of("xn--BCHER-kva.example."));
    assertEquals(Optional.of(name), DomainName.ofAddress("a@b@BÜCHER.example"));
    assertEquals("bücher.example", name.shown());
  }

  /** IDNA 2003 would make strasse.de of it, which is somebody else's. */
  @Test
  void letters_that_the_jdk_would_change_are_refused() {
    for (String name : new String[] {"straße.de", "βόλος.example", "a\u200db.example"}) {
      assertThrows(InvalidDomain.class, () -> DomainName.of(name), name);
    }
    assertEquals("xn--strae-oqa.de", DomainName.of("xn--strae-oqa.de").ascii());
    assertEquals(Optional.empty(), DomainName.ofAddress("a@straße.de"));
  }

  @Test
  void below_a_public_suffix_everything_may_be_somebodys() {
    assertEquals("a.co.uk", DomainName.of("a.co.uk").ascii());
    assertEquals("x.github.io", DomainName.of("x.github.io").ascii());
    assertEquals("eu.contoso.example", DomainName.of("eu.contoso.example").ascii());
    assertEquals(
        "public_domain",
        assertThrows(InvalidDomain.class, () -> DomainName.of("github.io")).code());
  }
}
