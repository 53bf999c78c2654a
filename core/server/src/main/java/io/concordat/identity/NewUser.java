package io.concordat.identity;

import io.concordat.spi.secret.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/** A user to be. Addresses are compared, and so kept, in lower case. */
public record NewUser(String email, String name, Role role, Optional<Secret> password) {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,255}");

  public NewUser {
    email = UserDirectory.key(email);
    name = checkedName(name);
    if (!ADDRESS.matcher(email).matches()) {
      throw new IllegalArgumentException("an e-mail address looks like name@example.com");
    }
  }

  static String checkedName(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > 200) {
      throw new IllegalArgumentException("a name has 1 to 200 characters");
    }
    return stripped;
  }
}
