package io.concordat.dist.bench;

import java.lang.management.ManagementFactory;

/** What else the machine is doing: a figure that is bound by it says so. */
final class Load {
  private Load() {}

  /** The mean of the last minute, of this bench too. */
  static double now() {
    return Samples.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
