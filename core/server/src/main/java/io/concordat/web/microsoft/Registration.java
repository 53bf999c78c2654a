package io.concordat.web.microsoft;

import io.concordat.spi.MicrosoftConsumer.Guidance;
import io.concordat.web.PublicUrl;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an administrator enters at the app registration in Entra for one consumer.
 *
 * @param values further ones by name; one that cannot be filled in yet is not among them
 */
public record Registration(
    List<String> redirectUris,
    List<String> delegatedScopes,
    List<String> applicationScopes,
    SortedMap<String, String> values) {
  public Registration {
    redirectUris = List.copyOf(redirectUris);
    delegatedScopes = List.copyOf(delegatedScopes);
    applicationScopes = List.copyOf(applicationScopes);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * @param clientId of the profile that serves the consumer, if one does
   */
  public static Registration of(Guidance guidance, PublicUrl publicUrl, Optional<String> clientId) {
    var values = new TreeMap<String, String>();
    for (Map.Entry<String, String> value : guidance.values().entrySet()) {
      filled(value.getValue(), publicUrl, clientId)
          .ifPresent(text -> values.put(value.getKey(), text));
    }
    return new Registration(
        guidance.redirectPaths().stream().map(path -> publicUrl.at(path).toString()).toList(),
        guidance.delegatedScopes(),
        guidance.applicationScopes(),
        values);
  }

  private static Optional<String> filled(
      String template, PublicUrl publicUrl, Optional<String> clientId) {
    String text = template.replace("{host}", String.valueOf(publicUrl.value().getHost()));
    return text.contains("{clientId}")
        ? clientId.map(id -> text.replace("{clientId}", id))
        : Optional.of(text);
  }
}
