package io.concordat.sandbox.fault;

import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;
import java.util.Optional;
import java.util.function.Supplier;

/** Applies a fault to a request that is being answered. */
public final class Spoil {
  private final Faults faults;
  private final Words words;

  public Spoil(Faults faults, Words words) {
    this.faults = faults;
    this.words = words;
  }

  /** The spoilt answer; the request takes effect only if the fault needs or allows it. */
  public Reply answer(Request request, Fault fault, Supplier<Reply> real) {
    return switch (fault.effect()) {
      case Fault.Effect.Status status -> {
        effect(fault, real);
        yield status(request, status);
      }
      case Fault.Effect.Reset _ -> {
        effect(fault, real);
        yield Reply.cut();
      }
      case Fault.Effect.Hang(var time) -> {
        faults.pause(time);
        yield real.get();
      }
      case Fault.Effect.MalformedJson _ -> {
        effect(fault, real);
        yield Reply.of(200, "application/json; charset=UTF-8", words.halfOfAPage());
      }
      case Fault.Effect.MalformedEvent(var shape) -> words.withRow(real.get(), shape);
    };
  }

  /** Lets the request happen if only its answer is to be lost. */
  private static Optional<Reply> effect(Fault fault, Supplier<Reply> real) {
    return fault.after() ? Optional.of(real.get()) : Optional.empty();
  }

  private Reply status(Request request, Fault.Effect.Status status) {
    Reply reply = words.status(request, status);
    return status.retryAfter().map(value -> reply.with("Retry-After", value)).orElse(reply);
  }
}
