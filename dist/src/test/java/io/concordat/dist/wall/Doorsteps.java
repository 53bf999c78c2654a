package io.concordat.dist.wall;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.http.Answer;
import io.concordat.dist.http.Form;
import io.concordat.dist.http.Rest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * The routes before anybody is known: what exists, what does not and what is none at all answer
 * alike there, and nothing is written but that somebody tried.
 */
final class Doorsteps {
  private static final String PASSWORD = "never anybody's password";

  /** They count attempts, which is what they are for. */
  private static final Set<String> COUNTS = Set.of("route_sign_in_attempts");

  private final Installation at;
  private final Probe nobody;
  private final Estate theirs;
  private final List<String> findings = new ArrayList<>();
  private int tried;

  Doorsteps(Installation at, Probe nobody, Estate theirs) {
    this.at = at;
    this.nobody = nobody;
    this.theirs = theirs;
  }

  List<String> findings() {
    return findings;
  }

  int tried() {
    return tried;
  }

  void all() {
    var before = at.database.all();
    signIn();
    microsoft();
    codes();
    for (String vendor : List.of("google/calendar", "microsoft/calendar", "microsoft/sso")) {
      callback("/api/auth/" + vendor + "/callback");
    }
    Set<String> changed = new TreeSet<>(Digest.changed(before, at.database.all()));
    changed.removeAll(COUNTS);
    if (!changed.isEmpty()) {
      findings.add("nobody wrote " + changed);
    }
  }

  private void signIn() {
    alike(
        "sign-in with an address",
        List.of(theirs.tenant.adminEmail(), theirs.technician.email(), "nobody@nowhere.example"),
        email -> post("/api/auth/sign-in", Map.of("email", email, "password", PASSWORD)));
    alike(
        "sign-in at a tenant",
        List.of(theirs.tenant.tenantId(), unknown(), theirs.technician.userId()),
        tenant -> signIn("nobody@nowhere.example", tenant));
    alike(
        "sign-in at a tenant with an address of another",
        List.of(theirs.tenant.tenantId(), unknown()),
        tenant -> signIn(theirs.tenant.adminEmail(), tenant));
    refused("sign-in at no tenant", signIn("nobody@nowhere.example", "not-an-id"));
  }

  private Answer signIn(String email, String tenant) {
    return post(
        "/api/auth/sign-in", Map.of("email", email, "password", PASSWORD, "tenantId", tenant));
  }

  private void microsoft() {
    alike(
        "discovery of a domain that somebody claims",
        List.of(theirs.tenant.adminEmail(), "nobody@" + domain()),
        email -> post("/api/auth/msp/sso/discover", Map.of("email", email)));
    alike(
        "discovery",
        List.of("nobody@nowhere.example", "none"),
        email -> post("/api/auth/msp/sso/discover", Map.of("email", email)));
    alike(
        "the way to Microsoft of a tenant",
        List.of(unknown(), theirs.technician.userId(), "not-an-id", "x".repeat(300)),
        tenant -> get("/api/auth/msp/sso/start?tenant=" + Form.encode(tenant)));
    alike(
        "the way to Microsoft of an address",
        List.of("nobody@nowhere.example", "none", ""),
        email -> get("/api/auth/msp/sso/start?email=" + Form.encode(email)));
  }

  private String domain() {
    return theirs.tenant.adminEmail().replaceFirst(".*@", "");
  }

  private void codes() {
    alike(
        "a code for a password",
        List.of("ccr_" + "A".repeat(43), theirs.tenant.apiToken(), unknown(), "x"),
        code -> post("/api/auth/password-reset", Map.of("code", code, "newPassword", PASSWORD)));
    alike(
        "a code for the first administrator",
        List.of("ABCD-EFGH-JKMN-PQRS-TVWX-YZ01", theirs.tenant.apiToken(), "x"),
        this::setUp);
  }

  private Answer setUp(String code) {
    var body = Map.of("code", code, "tenantName", "T", "email", "a@b.example", "name", "A");
    var all = new HashMap<>(body);
    all.put("password", PASSWORD);
    return post("/api/setup", all);
  }

  private void callback(String path) {
    alike(
        "the way back at " + path,
        List.of(unknown(), "A".repeat(43), theirs.tenant.apiToken(), "' or true --"),
        state -> get(path + "?code=x&state=" + Form.encode(state)));
    refused("the way back without anything at " + path, get(path));
  }

  private void alike(String what, List<String> values, Function<String, Answer> asking) {
    String first = said(asking.apply(values.getFirst()));
    for (String value : values.subList(1, values.size())) {
      String other = said(asking.apply(value));
      if (!other.equals(first)) {
        findings.add(what + " tells " + value + ": " + other + " beside " + first);
      }
    }
    if (first.startsWith("5") && !first.startsWith("501")) {
      findings.add(what + " fails: " + first);
    }
  }

  private void refused(String what, Answer answer) {
    if ((answer.status() >= 500 && answer.status() != 501) || answer.status() == 200) {
      findings.add(what + ": " + said(answer));
    }
  }

  /** All that is the same when nothing is told: a reference is another one each time. */
  private static String said(Answer answer) {
    String place = answer.header("location").replaceFirst("reference=[^&]*", "reference");
    return answer.status() + " " + place + " " + answer.body();
  }

  private Answer get(String path) {
    tried++;
    return nobody.send("GET", path, Optional.empty());
  }

  private Answer post(String path, Map<String, String> fields) {
    tried++;
    ObjectNode body = Rest.object();
    fields.forEach(body::put);
    return nobody.send("POST", path, Optional.of(body));
  }

  private static String unknown() {
    return UUID.randomUUID().toString();
  }
}
