package io.concordat.ee.calendar.event;

import java.util.Map;
import java.util.TreeMap;

/** How many rules a vendor holds, and why it does not hold the others. */
public final class Tally {
  private final Map<Refusal, Integer> refused = new TreeMap<>();
  private int same;
  private int occurrences;

  public void same(int compared) {
    same++;
    occurrences += compared;
  }

  public void refused(Refusal reason) {
    refused.merge(reason, 1, Integer::sum);
  }

  public Map<Refusal, Integer> refused() {
    return refused;
  }

  public int all() {
    return same + refused.values().stream().mapToInt(Integer::intValue).sum();
  }

  public int kept() {
    return same;
  }

  @Override
  public String toString() {
    return all()
        + " rules: "
        + same
        + " the same ("
        + occurrences
        + " occurrences compared), refused "
        + refused;
  }
}
