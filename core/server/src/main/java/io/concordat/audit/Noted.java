package io.concordat.audit;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether some work left a record in the log: nobody has to remember to look. */
public final class Noted {
  private static final ScopedValue<AtomicBoolean> MARK = ScopedValue.newInstance();

  private Noted() {}

  /** What the work came to, and whether it was recorded. */
  public record Done<T>(T result, boolean noted) {}

  public static <T> Done<T> during(Callable<T> work) throws Exception {
    AtomicBoolean mark = new AtomicBoolean();
    T result = ScopedValue.where(MARK, mark).call(work::call);
    return new Done<>(result, mark.get());
  }

  static void mark() {
    if (MARK.isBound()) {
      MARK.get().set(true);
    }
  }
}
