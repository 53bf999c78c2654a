package io.concordat.dist.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Repeated measurements of one thing. */
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  int count() {
    return values.size();
  }

  double median() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Greatest minus smallest, as a share of the median. */
  double spread() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return (sorted[sorted.length - 1] - sorted[0]) / median();
  }

  List<Double> rounded() {
    return values.stream().map(Samples::round).toList();
  }

  static double round(double value) {
    double scale = Math.abs(value) < 10 ? 1000 : 10;
    return Math.round(value * scale) / scale;
  }

  @Override
  public String toString() {
    return Arrays.toString(values.toArray());
  }
}
