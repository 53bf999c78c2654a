package io.concordat.tenant;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Everybody who works without a tenant, by name: a new one is a decision, not an accident. */
final class CrossingsTest {
  @Test
  void these_cross_tenants() {
    JavaClasses server =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.concordat");
    List<String> expected =
        List.of(
            "io.concordat.audit.AuditLog",
            "io.concordat.channel.RoutedChannels",
            "io.concordat.identity.Accounts",
            "io.concordat.identity.Credentials",
            "io.concordat.identity.InstallationKey",
            "io.concordat.identity.Sessions",
            "io.concordat.identity.Setup",
            "io.concordat.identity.SignInLimits",
            "io.concordat.identity.Tokens",
            "io.concordat.job.DurableJobs",
            "io.concordat.oauth.StoredStates",
            "io.concordat.outbox.NewsRows",
            "io.concordat.secret.Rotation",
            "io.concordat.tenant.Erasure",
            "io.concordat.tenant.InFlight",
            "io.concordat.sso.Finish",
            "io.concordat.sso.LoginDomains",
            "io.concordat.tenant.Tenants");
    assertEquals(
        new TreeSet<>(expected),
        server.get(AcrossTenants.class).getMethod("because", String.class).getCallsOfSelf().stream()
            .map(call -> call.getOriginOwner().getName())
            .collect(toCollection(TreeSet::new)));
  }
}
