package io.concordat.sandbox.canary;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.AccessFlag;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts a call of one of our {@link Ears} at the beginning of a method of others. */
final class Hooks implements ClassFileTransformer {
  private record Hook(String method, int parameters, String ear) {
    boolean means(MethodModel model) {
      return model.methodName().equalsString(method)
          && model.methodTypeSymbol().parameterCount() == parameters;
    }
  }

  private static final ClassDesc EARS = ClassDesc.of(Ears.class.getName());
  private static final MethodTypeDesc EAR = MethodTypeDesc.of(CD_void, CD_Object.arrayType());

  private static final Map<String, Hook> HOOKS =
      Map.of(
          "io/concordat/spi/secret/Secret", new Hook("of", 1, "secret"),
          "io/concordat/spi/schedule/EntryContent", new Hook("<init>", 8, "content"),
          "io/concordat/spi/http/Reply$Json", new Hook("<init>", 3, "answer"),
          "io/concordat/dist/http/Answer", new Hook("<init>", 4, "assembled"),
          "io/concordat/dist/http/Rest", new Hook("with", 1, "secret"),
          "io/concordat/dist/calendar/TwinControl$Client", new Hook("<init>", 3, "client"),
          "io/concordat/dist/process/Child", new Hook("<init>", 3, "process"),
          "io/micronaut/http/server/netty/handler/PipeliningServerHandler",
              new Hook("handlerAdded", 1, "connection"),
          "ch/qos/logback/classic/Logger", new Hook("callAppenders", 1, "line"));

  private final Set<String> deaf = ConcurrentHashMap.newKeySet();

  static boolean wants(Class<?> loaded) {
    return HOOKS.containsKey(loaded.getName().replace('.', '/'));
  }

  /** Classes that were met without the method: nobody listens there. */
  Set<String> deaf() {
    return deaf;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    Hook hook = name == null ? null : HOOKS.get(name);
    if (name == null || hook == null) {
      return null;
    }
    var file = ClassFile.of();
    var model = file.parse(bytes);
    if (model.methods().stream().noneMatch(hook::means)) {
      deaf.add(name);
    }
    return file.transformClass(
        model, ClassTransform.transformingMethods(hook::means, calling(hook)));
  }

  private static MethodTransform calling(Hook hook) {
    return (method, element) -> {
      if (element instanceof CodeAttribute code) {
        MethodModel model = code.parent().orElseThrow();
        method.transformCode(
            code,
            new First(
                builder -> {
                  arguments(builder, model);
                  builder.invokestatic(EARS, hook.ear(), EAR);
                }));
      } else {
        method.with(element);
      }
    };
  }

  private static void arguments(CodeBuilder code, MethodModel method) {
    List<ClassDesc> types = method.methodTypeSymbol().parameterList();
    boolean isStatic = method.flags().has(AccessFlag.STATIC);
    int slot = isStatic ? 0 : 1;
    code.loadConstant(types.size()).anewarray(CD_Object);
    for (int i = 0; i < types.size(); i++) {
      TypeKind kind = TypeKind.from(types.get(i));
      code.dup().loadConstant(i).loadLocal(kind, slot);
      box(code, types.get(i));
      code.aastore();
      slot += kind.slotSize();
    }
  }

  private static void box(CodeBuilder code, ClassDesc type) {
    if (type.equals(CD_boolean)) {
      boxed(code, ConstantDescs.CD_Boolean, type);
    } else if (type.equals(CD_int)) {
      boxed(code, ConstantDescs.CD_Integer, type);
    } else if (type.isPrimitive()) {
      throw new IllegalStateException("cannot carry " + type);
    }
  }

  private static void boxed(CodeBuilder code, ClassDesc box, ClassDesc type) {
    code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, type));
  }
}
