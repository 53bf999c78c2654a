package io.concordat.ee.calendar.remote;

/** Told of every request that went to a vendor, for meters. */
@FunctionalInterface
public interface RequestCounter {
  /**
   * @param call a bounded name such as {@code events.list}
   * @param status of the answer, 0 if there was none
   */
  void answered(String call, int status);
}
