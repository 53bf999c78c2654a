package io.concordat.web.page.settings;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.google.GoogleProbe;
import io.concordat.google.GoogleSetup;
import io.concordat.spi.GoogleConsumer;
import io.concordat.spi.page.Words;
import io.concordat.web.PublicUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page of the tenant's app at Google.
 *
 * @param connections that people have made through it
 */
public record GoogleView(
    Optional<GoogleSetup> setup, List<Use> uses, int connections, ProviderTabs tabs) {

  /**
   * A consumer and what it needs of the app.
   *
   * @param separate the client id of its own app, if it has one
   */
  public record Use(GoogleConsumer consumer, List<String> redirectUris, Optional<String> separate) {
    /** Whoever does nothing needs no app of its own. */
    public boolean separable() {
      return consumer.acted() || separate.isPresent();
    }
  }

  static GoogleView of(
      Optional<GoogleSetup> setup,
      List<GoogleConsumer> consumers,
      PublicUrl publicUrl,
      int connections,
      ProviderTabs tabs) {
    return new GoogleView(
        setup,
        consumers.stream()
            .map(
                consumer ->
                    new Use(
                        consumer,
                        consumer.redirectPaths().stream()
                            .map(path -> publicUrl.at(path).toString())
                            .toList(),
                        setup.flatMap(
                            stored -> Optional.ofNullable(stored.separate().get(consumer.name())))))
            .toList(),
        connections,
        tabs);
  }

  /** What a test of an app can come to. */
  public static final List<String> VERDICTS =
      Arrays.stream(GoogleProbe.Verdict.values()).map(GoogleProbe.Verdict::code).toList();

  /** In the visitor's language if core knows it, else as its plugin calls it. */
  public static String label(Words words, GoogleConsumer consumer) {
    String key = "consumer." + consumer.name();
    return words.knows(key) ? words.t(key) : consumer.label();
  }

  /** For whom something installed acts, in words. */
  public String acting(Words words) {
    return uses.stream()
        .filter(use -> use.consumer().acted())
        .map(use -> label(words, use.consumer()))
        .collect(Collectors.joining(", "));
  }

  public String clientId() {
    return setup.map(GoogleSetup::clientId).orElse("");
  }

  public long version() {
    return setup.map(GoogleSetup::version).orElse(0L);
  }

  /** What the API takes to let a consumer share the app again. */
  public String sharing(GoogleConsumer consumer) {
    ObjectNode body = unchanged();
    body.putObject("separate").putNull(consumer.name());
    return body.toString();
  }

  /** What the API takes to forget the service account. */
  public String withoutKey() {
    return unchanged().putNull("serviceAccountKey").toString();
  }

  private ObjectNode unchanged() {
    return JsonNodeFactory.instance.objectNode().put("clientId", clientId());
  }
}
