package io.concordat.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.concordat.app.edition.Plugins;
import io.concordat.app.settings.Settings;
import io.concordat.identity.NewToken;
import io.concordat.identity.NewUser;
import io.concordat.identity.Passwords;
import io.concordat.identity.Role;
import io.concordat.spi.secret.Secret;
import io.concordat.spi.tenant.UserId;
import io.concordat.sql.Migrations;
import io.concordat.tenant.Tenants;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

@Command(
    name = "admin",
    description = "Administration; prints JSON, and works while the product runs.")
final class AdminCommand {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(
      names = "--data",
      defaultValue = "./data",
      scope = ScopeType.INHERIT,
      description = "the data folder")
  private Path data = Path.of("data");

  @Command(name = "create-tenant", description = "A new customer with its first administrator.")
  int createTenant(
      @Option(names = "--name", required = true) String name,
      @Option(names = "--admin-email", required = true) String email) {
    Secret password = Passwords.generate();
    NewUser admin = checked(() -> new NewUser(email, email, Role.ADMIN, Optional.of(password)));
    String checkedName = checked(() -> Tenants.checkedName(name));
    return print(people -> people.createTenant(checkedName, admin, password));
  }

  @Command(name = "create-user", description = "A technician, or a user of the client portal.")
  int createUser(
      @Option(names = "--tenant", required = true) String tenant,
      @Option(names = "--email", required = true) String email,
      @Option(names = "--name", required = true) String name,
      @Option(names = "--client-portal") boolean clientPortal) {
    NewUser draft =
        checked(
            () ->
                new NewUser(
                    email,
                    name,
                    clientPortal ? Role.CLIENT_PORTAL : Role.TECHNICIAN,
                    Optional.empty()));
    UUID id = uuid("--tenant", tenant);
    return print(people -> people.createUser(id, draft));
  }

  @Command(name = "create-token", description = "One more API token of a user.")
  int createToken(
      @Option(names = "--user", required = true) String user,
      @Option(names = "--scopes", split = ",") @Nullable List<String> scopes,
      @Option(names = "--expires") @Nullable String expires) {
    Optional<Instant> end = Optional.ofNullable(expires).map(AdminCommand::instant);
    UserId id = new UserId(uuid("--user", user));
    NewToken draft = checked(() -> new NewToken(id, "admin", Optional.ofNullable(scopes), end));
    return print(people -> people.createToken(draft));
  }

  @Command(name = "revoke-token", description = "Makes an API token worthless at once.")
  int revokeToken(@Option(names = "--token", required = true) String token) {
    UUID id = uuid("--token", token);
    return print(people -> people.revokeToken(id));
  }

  @Command(
      name = "rotate-keys",
      description = "New keys: everything is sealed again, while the product runs.")
  int rotateKeys() {
    return printed(ground -> new KeyChange(ground).rotate());
  }

  @Command(
      name = "reset-password",
      description = "A new password for whoever forgot theirs; ends their sessions.")
  int resetPassword(
      @Option(names = "--email", required = true) String email,
      @Option(names = "--tenant", description = "when several have the address")
          @Nullable String tenant) {
    Optional<UUID> only = Optional.ofNullable(tenant).map(id -> uuid("--tenant", id));
    return print(people -> people.resetPassword(email, only));
  }

  @Command(
      name = "delete-tenant",
      description = "Destroys a tenant's keys, then everything else of it. There is no way back.")
  int deleteTenant(
      @Option(names = "--tenant", required = true) String tenant,
      @Option(names = "--confirm", required = true, description = "the tenant's name")
          String confirm,
      @Option(
              names = "--plugins",
              defaultValue = "${sys:concordat.plugins:-./plugins}",
              description = "the folder of the plugin jars, for their goodbyes to vendors")
          Path folder) {
    UUID id = uuid("--tenant", tenant);
    Plugins plugins = Plugins.load(folder, AdminCommand.class.getClassLoader());
    List<String> changelogs = new ArrayList<>(List.of(Migrations.CORE));
    changelogs.addAll(plugins.changelogs(AdminCommand.class.getClassLoader()));
    return printed(changelogs, ground -> new TenantEnd(ground, plugins).delete(id, confirm));
  }

  private int print(Function<People, Map<String, Object>> act) {
    return printed(ground -> act.apply(new People(ground)));
  }

  private int printed(Function<Ground, Map<String, Object>> act) {
    return printed(List.of(Migrations.CORE), act);
  }

  private int printed(List<String> changelogs, Function<Ground, Map<String, Object>> act) {
    Settings settings = Settings.read(System.getenv(), data, 8080);
    try (OpenDatabase open = OpenDatabase.forAdministration(settings)) {
      if (!open.joined()) {
        Node.migrate(open, changelogs);
      }
      try (Ground ground = Ground.open(settings, open.database(), InstantSource.system())) {
        System.out.println(JSON.writeValueAsString(act.apply(ground)));
      }
      return 0;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new BadInput(e.getMessage() + ".", e);
    }
  }

  private static UUID uuid(String option, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new BadInput(option + " must be an id such as " + new UUID(0, 0) + ".", e);
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadInput("--expires must be an instant such as 2027-01-31T00:00:00Z.", e);
    }
  }
}
