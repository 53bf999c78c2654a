package io.concordat.ee.calendar.remote;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears by which number the vendor knows the writes that a call makes; of several, the last. Only
 * what the calling thread sends is heard.
 */
public final class Receipt {
  private static final ScopedValue<Receipt> LISTENING = ScopedValue.newInstance();

  private @Nullable String last;

  public <T> T during(Supplier<T> call) {
    return ScopedValue.where(LISTENING, this).call(call::get);
  }

  /** The vendor answered a write. */
  public static void heard(@Nullable String id) {
    if (id != null && !id.isBlank() && LISTENING.isBound()) {
      LISTENING.get().last = id;
    }
  }

  public Optional<String> id() {
    return Optional.ofNullable(last);
  }
}
