package io.concordat.web.sso;

import io.concordat.web.Http.Got;
import java.util.function.Supplier;

/**
 * A sign-in that must fail.
 *
 * @param reason what the log has to say
 * @param run what the browser gets in the end
 */
record Case(String name, String reason, Supplier<Got> run) {
  static Case attempt(String name, String reason, Supplier<Got> run) {
    return new Case(name, reason, run);
  }
}
