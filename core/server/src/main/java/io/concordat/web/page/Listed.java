package io.concordat.web.page;

/** A page of core that the navigation names; its controller says so itself. */
public interface Listed {
  Item item();

  /** Whether this installation has it at all. */
  default boolean installed() {
    return true;
  }
}
