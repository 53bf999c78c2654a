package io.concordat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
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
        .resideOutsideOfPackages("io.concordat.web..", "io.concordat.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micronaut..")
        .allowEmptyShould(true)
        .check(SERVER);
  }
}
