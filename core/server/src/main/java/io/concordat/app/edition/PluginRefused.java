package io.concordat.app.edition;

import java.io.Serial;

/** The installation's jars do not fit together: the process stops with this one sentence. */
public final class PluginRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  PluginRefused(String sentence) {
    super(sentence);
  }

  PluginRefused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
