package io.concordat.sso;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * The part of an address behind the {@code @}, in its ASCII form and lower case. It covers itself
 * and nothing below it.
 */
public record DomainName(String ascii) {
  private static final int LONGEST = 253;

  /**
   * The JDK speaks IDNA 2003, in which these are written as other letters, or not at all; browsers
   * and registries take them for names of their own.
   */
  private static final String DEVIATE = "\u00df\u1e9e\u03c2\u200c\u200d";

  /** Where everybody gets an address. */
  private static final Set<String> EVERYBODYS =
      Set.of(
          "gmail.com",
          "googlemail.com",
          "outlook.com",
          "hotmail.com",
          "live.com",
          "msn.com",
          "yahoo.com",
          "ymail.com",
          "icloud.com",
          "me.com",
          "aol.com",
          "gmx.de",
          "gmx.net",
          "gmx.com",
          "web.de",
          "mail.com",
          "mail.ru",
          "proton.me",
          "protonmail.com",
          "zoho.com",
          "yandex.ru",
          "yandex.com",
          "qq.com",
          "163.com");

  public DomainName {
    if (!ascii.equals(ascii.toLowerCase(Locale.ROOT)) || !ascii.matches("[a-z0-9.-]+")) {
      throw new IllegalArgumentException("not a domain in its ASCII form");
    }
  }

  /** Throws {@link InvalidDomain}. */
  public static DomainName of(String text) {
    DomainName domain = written(text.strip());
    if (EVERYBODYS.contains(domain.ascii) || isPublicSuffix(domain.ascii)) {
      throw new InvalidDomain(
          "public_domain", "everybody can have an address there; take your own domain.");
    }
    return domain;
  }

  /** The domain of an e-mail address; empty when the text is none. */
  public static Optional<DomainName> ofAddress(String email) {
    int at = email.lastIndexOf('@');
    try {
      return at < 1 ? Optional.empty() : Optional.of(written(email.substring(at + 1).strip()));
    } catch (InvalidDomain e) {
      return Optional.empty();
    }
  }

  private static DomainName written(String text) {
    String plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (plain.codePoints().anyMatch(c -> DEVIATE.indexOf(c) >= 0)) {
      throw new InvalidDomain(
          "invalid_domain", "one of its letters is written in two ways; send the xn-- form.");
    }
    String ascii = ascii(plain);
    boolean numeric = ascii.matches(".*\\.\\d+");
    if (ascii.length() > LONGEST || numeric || !ascii.matches("([a-z0-9-]+\\.)+[a-z0-9-]{2,}")) {
      throw invalid();
    }
    return new DomainName(ascii);
  }

  private static String ascii(String text) {
    try {
      return IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw invalid();
    }
  }

  private static InvalidDomain invalid() {
    return new InvalidDomain(
        "invalid_domain", "a domain looks like example.com, without @ and without https://.");
  }

  private static boolean isPublicSuffix(String ascii) {
    return new HttpUrl.Builder().scheme("https").host(ascii).build().topPrivateDomain() == null;
  }

  /** For people. */
  public String shown() {
    return IDN.toUnicode(ascii);
  }

  /** Where the proof stands in DNS. */
  public String proofName() {
    return "_concordat-challenge." + ascii;
  }

  byte[] hash() {
    return Digest.sha256(ascii);
  }
}
