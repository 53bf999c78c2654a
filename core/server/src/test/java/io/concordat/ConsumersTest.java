package io.concordat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.concordat.spi.MicrosoftConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Core names one consumer of Microsoft profiles, its own; the plugins bring the others. */
class ConsumersTest {
  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/sandbox/"))
          .importPackages("io.concordat");

  /** Not e-mail's: users have an address of that name, and a scope of OpenID Connect as well. */
  private static final Set<String> THEIRS = Set.of("calendar", "teams");

  @Test
  void nobody_but_the_list_of_consumers_makes_one() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.concordat.spi..")
        .and()
        .doNotHaveFullyQualifiedName("io.concordat.microsoft.Consumers")
        .should()
        .callConstructorWhere(
            JavaCall.Predicates.target(
                HasOwner.Predicates.With.owner(
                    JavaClass.Predicates.equivalentTo(MicrosoftConsumer.class))))
        .check(SERVER);
  }

  @Test
  void no_constant_of_core_is_the_name_of_a_plugins_consumer() {
    var found = new ArrayList<String>();
    SERVER.stream()
        .filter(room -> !room.getPackageName().matches("io\\.concordat\\.(spi|stub)(\\..*)?"))
        .forEach(
            room ->
                constants(room).stream()
                    .filter(THEIRS::contains)
                    .forEach(name -> found.add(room.getName() + " " + name)));
    assertEquals(List.of(), found);
  }

  /** Fails if nobody reads constants at all. */
  @Test
  void its_own_is_found() {
    assertTrue(SERVER.stream().anyMatch(room -> constants(room).contains("msp_sso")));
  }

  @Test
  void sign_in_stands_on_the_frameworks_types() {
    List<JavaClass> rooms =
        SERVER.stream()
            .filter(room -> room.getPackageName().matches("io\\.concordat\\.(web\\.)?sso.*"))
            .toList();
    boolean stands =
        rooms.stream()
            .flatMap(room -> room.getDirectDependenciesFromSelf().stream())
            .anyMatch(
                dependency ->
                    dependency
                        .getTargetClass()
                        .getPackageName()
                        .startsWith("io.micronaut.security.oauth2"));
    assertTrue(rooms.isEmpty() || stands, "PKCE, state, nonce and id tokens have types there");
  }

  private static List<String> constants(JavaClass room) {
    try (var in = ConsumersTest.class.getResourceAsStream(file(room))) {
      if (in == null) {
        return List.of();
      }
      var constants = new ArrayList<String>();
      for (var entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
        if (entry instanceof StringEntry text) {
          constants.add(text.stringValue());
        }
      }
      return constants;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(JavaClass room) {
    return "/" + room.getName().replace('.', '/') + ".class";
  }
}
