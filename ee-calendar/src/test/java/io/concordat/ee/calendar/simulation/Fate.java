package io.concordat.ee.calendar.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a process is killed by: before or after any call of any port. A dead process calls nothing
 * more, whatever its code still tries.
 */
final class Fate {
  /** Questions that a port answers without doing anything. */
  private static final Set<String> PURE =
      Set.of(
          "toString",
          "hashCode",
          "equals",
          "notifiesGuests",
          "asShown",
          "refuses",
          "listsWholeSeries");

  /** How often each place was the last one of a process. */
  private final Map<String, Integer> deaths;

  private final CRC32 trace;
  private int left = -1;
  private boolean vendorsOnly;
  private volatile boolean dead;

  Fate(Map<String, Integer> deaths, CRC32 trace) {
    this.deaths = deaths;
    this.trace = trace;
  }

  static Map<String, Integer> noDeaths() {
    return new TreeMap<>();
  }

  /** The kill; no code of the product knows it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** The n-th beginning or end of a call from now on, counted from 1, is the last one. */
  void killAt(int step) {
    left = step;
    vendorsOnly = false;
  }

  /** The same of calls of vendors only. */
  void killAtVendor(int step) {
    left = step;
    vendorsOnly = true;
  }

  void spare() {
    left = -1;
  }

  boolean dead() {
    return dead;
  }

  void check() {
    if (dead) {
      throw new Killed();
    }
  }

  <T> T port(Class<T> type, T real) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (PURE.contains(method.getName())) {
            return invoke(real, method, arguments);
          }
          String place = type.getSimpleName() + "." + method.getName();
          step("before " + place);
          @Nullable Object answer = invoke(real, method, arguments);
          step("after " + place);
          return answer;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private boolean counts(String place) {
    return !vendorsOnly || place.contains("RemoteCalendar") || place.contains("TokenEndpoint");
  }

  private synchronized void step(String place) {
    check();
    trace.update(place.getBytes(StandardCharsets.UTF_8));
    if (counts(place) && left > 0 && --left == 0) {
      dead = true;
      deaths.merge(place, 1, Integer::sum);
      throw new Killed();
    }
  }
}
