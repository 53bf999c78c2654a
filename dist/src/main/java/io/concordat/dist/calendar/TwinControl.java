package io.concordat.dist.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The twin's control API. */
public final class TwinControl {
  private final Rest rest;

  public TwinControl(URI vendor) {
    this.rest = Rest.at(vendor);
  }

  /**
   * An application.
   *
   * @param directory where Microsoft knows it, empty at Google
   */
  public record Client(String id, String secret, String directory) {}

  /** An account of the vendor with direct access to it. */
  public record Account(String email, String accessToken) {}

  /** The application of a tenant, which may send people back to one address only. */
  public Client client(String redirectUri) {
    return client(redirectUri, Rest.object());
  }

  /** Another application of the same Microsoft directory. */
  public Client beside(Client other, String redirectUri) {
    return client(redirectUri, Rest.object().put("directoryId", other.directory()));
  }

  /** One by which people of a directory sign in, which owns this domain and says so. */
  public Client signIn(String domain, String redirectUri) {
    JsonNode home =
        rest.post("/_sandbox/directories", Rest.object().put("domain", domain)).expect(200).json();
    ObjectNode body = Rest.object().put("directoryId", home.path("directoryId").asText());
    body.putArray("optionalClaims").add("xms_edov");
    return client(redirectUri, body);
  }

  private Client client(String redirectUri, ObjectNode body) {
    body.putArray("redirectUris").add(redirectUri);
    JsonNode made = rest.post("/_sandbox/clients", body).expect(200).json();
    return new Client(
        made.path("clientId").asText(),
        made.path("clientSecret").asText(),
        made.path("directoryId").asText(""));
  }

  public Account account(String email, String timeZone, Client client) {
    ObjectNode body =
        Rest.object().put("email", email).put("timeZone", timeZone).put("clientId", client.id());
    JsonNode made = rest.post("/_sandbox/accounts", body).expect(200).json();
    return new Account(email, made.path("accessToken").asText());
  }

  public GoogleCalendar google(Account account) {
    return new GoogleCalendar(rest.with(account.accessToken));
  }

  public OutlookCalendar outlook(Account account) {
    return new OutlookCalendar(rest.with(account.accessToken));
  }

  public Rest pages() {
    return rest;
  }

  /**
   * What an import took.
   *
   * @param refused a reason for each
   */
  public record Imported(int events, List<String> refused) {}

  /**
   * @param fresh with new UIDs
   */
  public Imported load(String email, String ics, boolean fresh) {
    JsonNode reply =
        rest.raw(
                "POST",
                "/_sandbox/import?account=" + Form.encode(email) + (fresh ? "&freshUids=true" : ""),
                ics.getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "text/calendar"))
            .expect(200)
            .json();
    List<String> refused = new ArrayList<>();
    reply.path("refused").forEach(r -> refused.add(r.path("reason").asText()));
    return new Imported(reply.path("imported").asInt(), refused);
  }

  /** What was asked of the vendor since a mark. */
  public record Requests(List<JsonNode> rows) {
    public long lists() {
      return rows.stream()
          .filter(row -> row.path("method").asText().equals("GET"))
          .filter(row -> row.path("path").asText().matches(".*/(events|delta)"))
          .count();
    }

    public long writes() {
      return count("write");
    }

    private long count(String kind) {
      return rows.stream().filter(row -> row.path("kind").asText().equals(kind)).count();
    }
  }

  public long mark() {
    return rest.get("/_sandbox/requests?since=999999999999&limit=1")
        .expect(200)
        .json()
        .path("last")
        .asLong();
  }

  public Requests since(long mark) {
    List<JsonNode> rows = new ArrayList<>();
    rest.get("/_sandbox/requests?since=" + mark + "&limit=100000")
        .expect(200)
        .json()
        .path("items")
        .forEach(rows::add);
    return new Requests(rows);
  }

  /** All writes so far: cheap to ask while something is measured. */
  public long writes() {
    return read("requests/summary").path("write").asLong();
  }

  public int mails() {
    return rest.get("/_sandbox/mails").expect(200).json().path("count").asInt();
  }

  public void control(String path, JsonNode body) {
    rest.post("/_sandbox/" + path, body).expect(200);
  }

  public void forget(String path) {
    rest.send("DELETE", "/_sandbox/" + path, null, Map.of()).expect(200);
  }

  public JsonNode read(String path) {
    return rest.get("/_sandbox/" + path).expect(200).json();
  }
}
