package io.concordat.web.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.microsoft.InvalidProfile;
import io.concordat.microsoft.NewProfile;
import io.concordat.spi.secret.Secret;
import io.concordat.web.JsonIn;
import io.concordat.web.Refusal;
import java.util.Set;

/** A profile as it comes in. */
final class ProfileIn {
  private static final Set<String> FIELDS =
      Set.of("displayName", "clientId", "directoryId", "clientSecret");
  private static final int LONGEST = 1_000;

  private ProfileIn() {}

  static NewProfile read(ObjectNode json) {
    JsonIn.only(json, FIELDS, "");
    try {
      return new NewProfile(
          text(json, "displayName"),
          text(json, "clientId"),
          text(json, "directoryId"),
          Secret.of(text(json, "clientSecret")));
    } catch (InvalidProfile invalid) {
      throw Refusal.field(invalid.code(), invalid.field(), String.valueOf(invalid.getMessage()));
    }
  }

  private static String text(ObjectNode json, String field) {
    return JsonIn.text(JsonIn.required(json, field), field, LONGEST);
  }
}
