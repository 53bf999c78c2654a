package io.concordat.sandbox.canary;

/** Where something can be heard. */
public enum Channel {
  REPLY,
  LOG,
  STORED
}
