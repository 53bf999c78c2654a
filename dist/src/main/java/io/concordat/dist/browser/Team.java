package io.concordat.dist.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.Tenant;
import io.concordat.dist.http.Rest;
import io.concordat.dist.process.Product;
import io.concordat.dist.scene.Cast;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A tenant of one edition and the people in it. */
public final class Team {
  private final Site site;
  private final Tenant tenant;
  private final String domain;
  private final Member admin;
  private final Map<String, String> secrets = new ConcurrentHashMap<>();

  private Team(Site site, Tenant tenant, String domain, Member admin) {
    this.site = site;
    this.tenant = tenant;
    this.domain = domain;
    this.admin = admin;
    secret("token of the administrator", tenant.apiToken());
  }

  static Team make(Site site, String name, String domain) {
    Tenant tenant = Tenant.create(site.plan(), name, "admin@" + domain);
    String id =
        tenant
            .admin()
            .get("/api/v1/users")
            .expect(200)
            .json()
            .path("items")
            .path(0)
            .path("id")
            .asText();
    Member admin =
        new Member(site.address(), id, "Administrator", tenant.adminEmail(), tenant.password());
    return new Team(site, tenant, domain, admin);
  }

  public Tenant tenant() {
    return tenant;
  }

  /** Part of everybody's address, unknown to other tenants. */
  public String domain() {
    return domain;
  }

  public Member admin() {
    return admin;
  }

  /** Whatever must not be seen in a browser, by name. */
  public Map<String, String> secrets() {
    return Map.copyOf(secrets);
  }

  void secret(String name, String value) {
    secrets.put(name, value);
  }

  /** The administrator by REST. */
  public Rest rest() {
    return tenant.admin();
  }

  public Member technician(String name) {
    return hire(name, "technician");
  }

  /** A member of it by REST, with a token of their own. */
  public Technician withToken(Member member) {
    String token =
        Product.admin(site.plan(), "create-token", "--user", member.id()).path("apiToken").asText();
    secret("token of " + member.name(), token);
    Rest rest = Rest.at(site.address()).with(token);
    return new Technician(member.name(), member.email(), member.id(), token, rest);
  }

  /** A customer, who has no password: at most a token. */
  public Technician portal(String name) {
    JsonNode made =
        Product.admin(
            site.plan(),
            "create-user",
            "--client-portal",
            "--tenant",
            tenant.tenantId(),
            "--email",
            email(name),
            "--name",
            name);
    String token = made.path("apiToken").asText();
    return new Technician(
        name,
        email(name),
        made.path("userId").asText(),
        token,
        Rest.at(site.address()).with(token));
  }

  public Member admin(String name) {
    return hire(name, "admin");
  }

  private Member hire(String name, String role) {
    String email = email(name);
    JsonNode user = Rest.object().put("email", email).put("name", name).put("role", role);
    String id = rest().post("/api/v1/users", user).expect(201).json().path("id").asText();
    String password = "A password of " + email;
    tenant.password(id, password);
    return new Member(site.address(), id, name, email, password);
  }

  private String email(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@" + domain;
  }

  /**
   * Its own applications at Google, for people with calendars there; needs {@link Cast#storeApp}.
   */
  public Cast cast() {
    String address = site.address().toString();
    return new Cast(
        tenant,
        site.google(),
        site.google().client(address + "/api/auth/google/calendar/callback"),
        site.google().client(address + "/observer"));
  }
}
