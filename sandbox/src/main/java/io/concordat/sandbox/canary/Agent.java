package io.concordat.sandbox.canary;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Lets this virtual machine listen to itself, from now on. */
public final class Agent {
  private static volatile @Nullable Hooks hooks;

  private Agent() {}

  /** Called by the virtual machine. */
  public static void agentmain(String arguments, Instrumentation instrumentation) throws Exception {
    var fresh = new Hooks();
    instrumentation.addTransformer(fresh, true);
    Class<?>[] loaded =
        Arrays.stream(instrumentation.getAllLoadedClasses())
            .filter(Hooks::wants)
            .toArray(Class<?>[]::new);
    if (loaded.length > 0) {
      instrumentation.retransformClasses(loaded);
    }
    hooks = fresh;
  }

  static synchronized void install() {
    if (hooks == null) {
      try {
        Path jar = jar();
        VirtualMachine self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
        self.loadAgent(jar.toString());
        self.detach();
        Files.delete(jar);
      } catch (Exception e) { // attaching fails in many ways: unheard, no run may pass
        throw new IllegalStateException("nobody can listen to this test run", e);
      }
    }
  }

  /** Only a name: this class is on the class path already. */
  private static Path jar() throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", Agent.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = Files.createTempFile("canaries", ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.finish();
    }
    return jar;
  }

  static Hooks hooks() {
    return Objects.requireNonNull(hooks);
  }
}
