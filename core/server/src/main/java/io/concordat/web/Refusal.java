package io.concordat.web;

import io.concordat.spi.http.Reply.Problem;
import java.util.Map;
import java.util.Optional;

/** A request that is answered by a problem body, thrown from wherever it turned out. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Map<String, String> headers;
  private final transient Optional<Denial> denial;

  /** What the audit log shall hold of it. */
  record Denial(String outcome, String subject) {}

  private Refusal(Problem problem, Map<String, String> headers, Optional<Denial> denial) {
    super(problem.code(), null, false, false);
    this.problem = problem;
    this.headers = Map.copyOf(headers);
    this.denial = denial;
  }

  public static Refusal of(int status, String code, String detail) {
    return of(status, code, detail, "");
  }

  public static Refusal of(int status, String code, String detail, String field) {
    return new Refusal(new Problem(status, code, detail, field), Map.of(), Optional.empty());
  }

  /** A value of the body or the query that cannot be taken. */
  public static Refusal field(String code, String field, String detail) {
    return of(422, code, field + ": " + detail, field);
  }

  /** A field names something that is not there, or is somebody else's. */
  public static Refusal unknown(String code, String field, String detail, String subject) {
    Problem problem = field(code, field, detail).problem();
    return new Refusal(problem, Map.of(), Optional.of(new Denial("not_found", subject)));
  }

  /** No such thing, or somebody else's: nobody learns which. */
  public static Refusal notFound(String subject) {
    return new Refusal(
        new Problem(404, "not_found", "There is nothing with this id."),
        Map.of(),
        Optional.of(new Denial("not_found", subject)));
  }

  public static Refusal forbidden(String code, String detail, String subject) {
    return new Refusal(
        new Problem(403, code, detail), Map.of(), Optional.of(new Denial("denied", subject)));
  }

  public Refusal with(String header, String value) {
    return new Refusal(problem, Map.of(header, value), denial);
  }

  public Problem problem() {
    return problem;
  }

  Map<String, String> headers() {
    return headers;
  }

  Optional<Denial> denial() {
    return denial;
  }
}
