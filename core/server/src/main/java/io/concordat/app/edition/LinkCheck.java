package io.concordat.app.edition;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.InterfaceMethodRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Resolves every reference to {@code io.concordat} that a plugin's own classes make. The JVM links
 * lazily, so a jar built against another core would start well and fail at its first webhook.
 */
final class LinkCheck {
  private static final String OURS = "io/concordat/";
  private static final String SHADED = "/shaded/";

  private final PluginJar plugin;
  private final JarFile jar;
  private final ClassLoader core;
  private final Map<String, Optional<ClassModel>> known = new HashMap<>();

  private LinkCheck(PluginJar plugin, JarFile jar, ClassLoader core) {
    this.plugin = plugin;
    this.jar = jar;
    this.core = core;
  }

  /** Throws {@link PluginRefused} naming the jar and the first reference that leads nowhere. */
  static void check(PluginJar plugin, ClassLoader core) {
    try (var jar = new JarFile(plugin.file().toFile())) {
      new LinkCheck(plugin, jar, core).all();
    } catch (IOException e) {
      throw new PluginRefused(plugin.name() + " cannot be read: replace it.", e);
    }
  }

  private void all() {
    plugin.service().forEach(this::requireService);
    jar.stream().filter(LinkCheck::isOwnClass).forEach(this::one);
  }

  private void requireService(String className) {
    if (find(className.replace('.', '/')).isEmpty()) {
      throw missing("its service file", className);
    }
  }

  private static boolean isOwnClass(JarEntry entry) {
    String name = entry.getName();
    return name.startsWith(OURS) && name.endsWith(".class") && !name.contains(SHADED);
  }

  private void one(JarEntry entry) {
    ClassModel model = parse(entry);
    for (PoolEntry constant : model.constantPool()) {
      switch (constant) {
        case ClassEntry type -> requireClass(model, element(type.asInternalName()));
        case MemberRefEntry member -> requireMember(model, member);
        default -> {
          // Other constants name nothing that could be missing.
        }
      }
    }
  }

  private void requireClass(ClassModel from, String name) {
    if (name.startsWith(OURS) && find(name).isEmpty()) {
      throw missing(from.thisClass().asInternalName(), name.replace('/', '.'));
    }
  }

  private void requireMember(ClassModel from, MemberRefEntry member) {
    String owner = element(member.owner().asInternalName());
    if (!owner.startsWith(OURS) || member.owner().asInternalName().startsWith("[")) {
      return;
    }
    requireClass(from, owner);
    boolean method = member instanceof MethodRefEntry || member instanceof InterfaceMethodRefEntry;
    if (!(method ? declares(owner, hasMethod(member)) : declares(owner, hasField(member)))) {
      throw missing(
          from.thisClass().asInternalName(),
          owner.replace('/', '.')
              + "."
              + member.name().stringValue()
              + member.type().stringValue());
    }
  }

  private static Predicate<ClassModel> hasMethod(MemberRefEntry member) {
    return type ->
        type.methods().stream()
            .anyMatch(
                m ->
                    m.methodName().equalsString(member.name().stringValue())
                        && m.methodType().equalsString(member.type().stringValue()));
  }

  private static Predicate<ClassModel> hasField(MemberRefEntry member) {
    return type ->
        type.fields().stream()
            .anyMatch(
                f ->
                    f.fieldName().equalsString(member.name().stringValue())
                        && f.fieldType().equalsString(member.type().stringValue()));
  }

  /**
   * Looks through supertypes too, the JDK's included; a foreign class that is absent is not ours to
   * judge.
   */
  private boolean declares(String owner, Predicate<ClassModel> wanted) {
    Optional<ClassModel> type = find(owner);
    return type.map(t -> wanted.test(t) || inherits(t, wanted)).orElse(!owner.startsWith(OURS));
  }

  private boolean inherits(ClassModel type, Predicate<ClassModel> wanted) {
    return Stream.concat(type.superclass().stream(), type.interfaces().stream())
        .anyMatch(above -> declares(above.asInternalName(), wanted));
  }

  private Optional<ClassModel> find(String name) {
    return known.computeIfAbsent(name, this::load);
  }

  private Optional<ClassModel> load(String name) {
    JarEntry entry = jar.getJarEntry(name + ".class");
    if (entry != null) {
      return Optional.of(parse(entry));
    }
    try (InputStream in = core.getResourceAsStream(name + ".class")) {
      return in == null ? Optional.empty() : Optional.of(ClassFile.of().parse(in.readAllBytes()));
    } catch (IOException e) {
      throw new PluginRefused("The class " + name + " cannot be read.", e);
    }
  }

  private ClassModel parse(JarEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      return ClassFile.of().parse(in.readAllBytes());
    } catch (IOException | IllegalArgumentException e) {
      throw new PluginRefused(
          "%s: the class %s cannot be read: replace the jar."
              .formatted(plugin.name(), entry.getName()),
          e);
    }
  }

  /** The element type of an array's internal name. */
  private static String element(String name) {
    return name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replace(";", "") : name;
  }

  private PluginRefused missing(String from, String what) {
    return new PluginRefused(
        "The plugin %s (%s) cannot work: %s needs %s, which is missing. Install the plugin's release for this version."
            .formatted(plugin.id(), plugin.name(), from.replace('/', '.'), what));
  }
}
