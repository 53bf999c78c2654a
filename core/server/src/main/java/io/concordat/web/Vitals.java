package io.concordat.web;

/** How this node is. */
public interface Vitals {
  boolean databaseAnswers();

  /** All meters in Prometheus' text format. */
  String meters();
}
