package io.concordat;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The dependency picture of the server, held against the code. */
class RoomsTest {
  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/io/concordat/stub/"))
          .importPackages("io.concordat");

  @Test
  void rooms_look_downwards_only() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.concordat..")
        .withOptionalLayers(true)
        .layer("app")
        .definedBy("io.concordat.app..")
        .layer("web")
        .definedBy("io.concordat.web..")
        .layer("features")
        .definedBy(
            "io.concordat.schedule..",
            "io.concordat.microsoft..",
            "io.concordat.google..",
            "io.concordat.sso..",
            "io.concordat.identity..")
        .layer("ground")
        .definedBy(
            "io.concordat.oauth..",
            "io.concordat.outbox..",
            "io.concordat.job..",
            "io.concordat.secret..",
            "io.concordat.audit..",
            "io.concordat.notify..",
            "io.concordat.channel..",
            "io.concordat.meter..")
        .layer("tenant")
        .definedBy("io.concordat.tenant..")
        .layer("sql")
        .definedBy("io.concordat.sql..")
        .layer("spi")
        .definedBy("io.concordat.spi..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("web")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("features")
        .mayOnlyBeAccessedByLayers("app", "web")
        .whereLayer("ground")
        .mayOnlyBeAccessedByLayers("app", "web", "features")
        .whereLayer("tenant")
        .mayOnlyBeAccessedByLayers("app", "web", "features", "ground")
        .whereLayer("sql")
        .mayOnlyBeAccessedByLayers("app", "web", "features", "ground", "tenant")
        .whereLayer("spi")
        .mayNotAccessAnyLayer()
        .check(SERVER);
  }

  @Test
  void no_package_is_in_a_cycle() {
    slices().matching("io.concordat.(**)").should().beFreeOfCycles().check(SERVER);
  }

  @Test
  void the_contract_knows_the_jdk_only() {
    classes()
        .that()
        .resideInAPackage("io.concordat.spi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "io.concordat.spi..")
        .check(SERVER);
  }

  @Test
  void plugins_are_looked_up_in_one_place() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.concordat.app.edition.Plugins")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ServiceLoader.class)
        .check(SERVER);
  }

  @Test
  void time_is_injected() {
    noClasses().should().callMethod(Instant.class, "now").check(SERVER);
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(SERVER);
  }

  @Test
  void only_the_web_knows_the_framework() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.concordat.web..", "io.concordat.app..", "io.concordat.sso..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micronaut..")
        .check(SERVER);
  }

  @Test
  void signing_in_builds_on_the_oauth2_types_and_on_nothing_else_of_the_framework() {
    String[] values = {"io.micronaut.security.oauth2..", "io.micronaut.security.token.."};
    noClasses()
        .that()
        .resideInAPackage("io.concordat.sso..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.micronaut..").and(resideOutsideOfPackages(values)))
        .check(SERVER);
    for (String used :
        List.of(
            "endpoint.authorization.pkce.S256PkceGenerator",
            "endpoint.token.response.validation.AudienceClaimValidator",
            "endpoint.token.response.validation.AuthorizedPartyClaimValidator",
            "endpoint.token.response.validation.IssuerClaimValidator",
            "endpoint.token.response.validation.NonceClaimValidator")) {
      String name = "io.micronaut.security.oauth2." + used;
      assertTrue(
          SERVER.stream()
              .filter(one -> one.getPackageName().startsWith("io.concordat.sso"))
              .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
              .anyMatch(it -> it.getTargetClass().getName().equals(name)),
          name);
    }
  }
}
