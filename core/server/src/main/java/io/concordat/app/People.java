package io.concordat.app;

import io.concordat.identity.NewToken;
import io.concordat.identity.NewUser;
import io.concordat.identity.Passwords;
import io.concordat.identity.Tokens;
import io.concordat.spi.audit.Audit;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.Transactions;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The administrator's acts and their printed results. */
final class People {
  private final Ground ground;

  People(Ground ground) {
    this.ground = ground;
  }

  Map<String, Object> createTenant(String name, NewUser admin, Secret password) {
    TenantId tenant = ground.tenants().create(name);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("tenantId", tenant.value());
    in(
        tenant,
        tx -> {
          UserId user = created(tx, admin);
          result.put("adminUserId", user.value());
          result.put("apiToken", token(tx, user).token().reveal());
          return true;
        });
    result.put("password", password.reveal());
    return result;
  }

  Map<String, Object> createUser(UUID tenant, NewUser draft) {
    TenantId id = new TenantId(tenant);
    if (ground.tenants().name(id).isEmpty()) {
      throw new BadInput("There is no tenant " + tenant + ".");
    }
    Map<String, Object> result = new LinkedHashMap<>();
    in(
        id,
        tx -> {
          UserId user = created(tx, draft);
          result.put("userId", user.value());
          result.put("apiToken", token(tx, user).token().reveal());
          return true;
        });
    return result;
  }

  Map<String, Object> createToken(NewToken draft) {
    TenantId tenant = tenantOf(draft.user());
    Tokens.Created created =
        in(
            tenant,
            tx -> {
              audit(tx, "api_token.create", draft.user().toString());
              return ground.tokens().create(tx, draft);
            });
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("tokenId", created.id());
    result.put("apiToken", created.token().reveal());
    return result;
  }

  Map<String, Object> revokeToken(UUID token) {
    for (TenantId tenant : ground.tenants().all()) {
      boolean revoked =
          in(
              tenant,
              tx -> {
                boolean done = ground.tokens().revoke(tx, token);
                if (done) {
                  audit(tx, "api_token.revoke", token.toString());
                }
                return done;
              });
      if (revoked) {
        return Map.of("tokenId", token, "revoked", true);
      }
    }
    throw new BadInput("There is no token " + token + " that could be revoked.");
  }

  Map<String, Object> resetPassword(String email, Optional<UUID> only) {
    List<Map.Entry<TenantId, UserId>> found = new ArrayList<>();
    for (TenantId tenant : ground.tenants().all()) {
      if (only.isEmpty() || only.get().equals(tenant.value())) {
        in(tenant, tx -> ground.identity().credentials().idsOf(tx, email))
            .forEach(id -> found.add(Map.entry(tenant, id)));
      }
    }
    if (found.isEmpty()) {
      throw new BadInput("There is no active user " + email + " who could sign in.");
    }
    if (found.size() > 1) {
      throw new BadInput("Several tenants have " + email + ": say which with --tenant.");
    }
    Secret password = Passwords.generate();
    UserId user = found.getFirst().getValue();
    in(
        found.getFirst().getKey(),
        tx -> {
          ground.identity().credentials().set(tx, user, password);
          return true;
        });
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("userId", user.value());
    result.put("password", password.reveal());
    return result;
  }

  private TenantId tenantOf(UserId user) {
    return ground.tenants().all().stream()
        .filter(tenant -> in(tenant, tx -> ground.users().find(tx, user).isPresent()))
        .findFirst()
        .orElseThrow(() -> new BadInput("There is no user " + user + "."));
  }

  private UserId created(Tx tx, NewUser draft) {
    UserId user =
        ground
            .users()
            .create(tx, draft)
            .orElseThrow(
                () -> new BadInput("The tenant has a user " + draft.email() + " already."));
    audit(tx, "user.create", user.toString());
    return user;
  }

  private Tokens.Created token(Tx tx, UserId user) {
    return ground.tokens().create(tx, NewToken.of(user, "admin"));
  }

  private void audit(Tx tx, String action, String subject) {
    ground
        .audit()
        .record(
            tx, new Audit.Entry(Optional.empty(), action, subject, "ok", Map.of("by", "admin")));
  }

  private <T> T in(TenantId tenant, Transactions.Work<T> work) {
    return ground.tenancy().in(tenant, () -> ground.transactions().call(work));
  }
}
