package io.concordat.microsoft;

import io.concordat.spi.secret.Credential;

/** What becomes of a profile's stored credential. */
public sealed interface CredentialChange {
  record Keep() implements CredentialChange {}

  /** Takes away the stored secret, or the stored certificate; the other kind stays. */
  record Remove(Kind kind) implements CredentialChange {
    public enum Kind {
      SECRET,
      CERTIFICATE
    }
  }

  record Replace(Credential by) implements CredentialChange {
    public Replace {
      NewProfile.check(by);
    }
  }

  /** Without an effect it is none. */
  default CredentialChange on(Proof stored) {
    return switch (this) {
      case Keep keep -> keep;
      case Replace replace -> replace;
      case Remove(var kind) -> removes(kind, stored) ? this : new Keep();
    };
  }

  private static boolean removes(Remove.Kind kind, Proof stored) {
    return switch (stored) {
      case Proof.Missing missing -> false;
      case Proof.Secret secret -> kind == Remove.Kind.SECRET;
      case Proof.Certificate certificate -> kind == Remove.Kind.CERTIFICATE;
    };
  }
}
