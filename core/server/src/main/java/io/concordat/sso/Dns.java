package io.concordat.sso;

import java.util.List;

/** What the world's name servers say. */
@FunctionalInterface
public interface Dns {
  /** The TXT records of a name; takes seconds, so never in a transaction. */
  Answer texts(String name);

  sealed interface Answer {
    /** All of them; none when the name servers say that there are none. */
    record Texts(List<String> values) implements Answer {
      public Texts {
        values = List.copyOf(values);
      }
    }

    /** Nobody answered, or not this; says nothing about the name. */
    record Silence() implements Answer {}
  }
}
