package io.concordat.sandbox.canary;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the test class during which a secret or a private title was heard anywhere. It registers
 * itself for every class of every module that has the sandbox on its test path.
 */
public final class Silence implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  public Silence() {
    Agent.install();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(Silence.class))
        .computeIfAbsent("end", _ -> (AutoCloseable) Silence::end, AutoCloseable.class);
  }

  /** Before a folder of the test's goes. */
  @Override
  public void afterEach(ExtensionContext context) {
    Logs.hear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Logs.hear();
    check("while " + context.getDisplayName() + " ran");
  }

  private static void end() {
    System.out.println("Canaries: " + Canaries.summary());
    check("after the last test");
  }

  private static void check(String when) {
    Set<String> deaf = Agent.hooks().deaf();
    List<String> heard = Canaries.take();
    if (!heard.isEmpty() || !deaf.isEmpty()) {
      throw new AssertionError(
          "heard "
              + when
              + ":\n"
              + String.join("\n", heard)
              + (deaf.isEmpty() ? "" : "\ndeaf: " + deaf));
    }
  }
}
