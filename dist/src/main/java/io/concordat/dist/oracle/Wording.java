package io.concordat.dist.oracle;

import com.ibm.icu.util.TimeZone;
import java.time.ZoneId;
import java.util.function.Function;

/**
 * How exactly a vendor can say things: compared is what it can.
 *
 * @param zone the name under which zones that the vendor cannot tell apart are one
 * @param notes as they look to a reader
 * @param wallEnds an occurrence ends on the wall as its series does, even when the clock changes
 *     meanwhile; else it lasts as long
 */
record Wording(Function<ZoneId, String> zone, Function<String, String> notes, boolean wallEnds) {
  static final Wording GOOGLE = new Wording(Zones::canonical, Function.identity(), false);

  /** Exchange keeps notes as HTML, in which the ends of lines are not exact. */
  static final Wording OUTLOOK = new Wording(Wording::windows, Wording::plain, true);

  private static String windows(ZoneId zone) {
    String name = TimeZone.getWindowsID(zone.getId());
    return name == null ? Zones.canonical(zone) : name;
  }

  static String plain(String notes) {
    return notes.replace("\r\n", "\n").replace('\u00a0', ' ').replaceAll("[ \t]+\n", "\n").strip();
  }

  Slot of(Slot slot) {
    String zone = slot.zone().isEmpty() ? "" : this.zone.apply(ZoneId.of(slot.zone()));
    return new Slot(
        slot.start(), slot.end(), zone, slot.title(), notes.apply(slot.notes()), slot.location());
  }
}
