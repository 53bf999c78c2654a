package io.concordat.ee.calendar.graph;

import com.ibm.icu.impl.ICUData;
import com.ibm.icu.util.UResourceBundle;
import java.util.List;
import java.util.stream.IntStream;

/** Every Windows zone that ICU knows. */
final class WindowsZones {
  private WindowsZones() {}

  static List<String> names() {
    var zones =
        UResourceBundle.getBundleInstance(
                ICUData.ICU_BASE_NAME, "windowsZones", ICUData.class.getClassLoader())
            .get("mapTimezones");
    return IntStream.range(0, zones.getSize()).mapToObj(i -> zones.get(i).getKey()).toList();
  }
}
