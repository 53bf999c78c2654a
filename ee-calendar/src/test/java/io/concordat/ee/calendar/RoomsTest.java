package io.concordat.ee.calendar;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms of this plugin and the doors between them (DESIGN §1). */
class RoomsTest {
  private static final String ROOT = "io.concordat.ee.calendar";
  private static final String[] VENDORS = {ROOT + ".google", ROOT + ".graph"};
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void reconcileKnowsOnlyEventsAndTheSchedulesValues() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".reconcile")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                ROOT + ".reconcile",
                ROOT + ".event",
                "io.concordat.spi.schedule",
                "org.jspecify..",
                "java.lang..",
                "java.util.."))
        .check(CLASSES);
  }

  @Test
  void eventIsPure() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".event", ROOT + ".reconcile")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.slf4j..", "org.jdbi..", "java.net..", "java.sql..", "okhttp3.."))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.InstantSource")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .check(CLASSES);
  }

  @Test
  void nobodyButTheRootKnowsAVendor() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*")
        .and()
        .resideOutsideOfPackages(VENDORS)
        .should()
        .dependOnClassesThat(resideInAnyPackage(VENDORS))
        .check(CLASSES);
  }

  @Test
  void nobodyButTheVendorsRoomKnowsItsLibrary() {
    onlyIn(".google", "com.google..");
    onlyIn(".graph", "com.microsoft..");
  }

  private static void onlyIn(String room, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + room)
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(CLASSES);
  }

  @Test
  void theVendorsRoomsKnowOnlyThePortAndEvents() {
    for (String room : VENDORS) {
      noClasses()
          .that()
          .resideInAPackage(room)
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + ".*")
                  .and(not(resideInAnyPackage(room, ROOT + ".remote", ROOT + ".event"))))
          .check(CLASSES);
    }
  }

  @Test
  void thePortKnowsNoneOfItsUsers() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".remote")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + ".*")
                .and(
                    not(
                        resideInAnyPackage(
                            ROOT + ".remote", ROOT + ".event", ROOT + ".reconcile"))))
        .check(CLASSES);
  }

  @Test
  void whatIsToldOfTheSyncDoesNotSteerIt() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".why", ROOT + ".page")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".why"))
        .check(CLASSES);
  }

  @Test
  void thePluginIsCompiledAgainstTheSpiOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.concordat..")
                .and(not(resideInAnyPackage(ROOT + "..", "io.concordat.spi.."))))
        .check(CLASSES);
  }

  @Test
  void noRoomLeadsBackToItself() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
