package io.concordat.ee.calendar.remote;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A vendor's account in memory. */
public final class FakeCalendars implements RemoteCalendars {
  private final List<Offered> offered = new ArrayList<>();
  private final ZoneId zone;

  public FakeCalendars(ZoneId zone) {
    this.zone = zone;
    offered.add(new Offered("own", "Own", true, true, Optional.of(zone)));
  }

  public synchronized String add(String name, boolean writable) {
    String id = "cal" + offered.size();
    offered.add(new Offered(id, name, false, writable, Optional.of(zone)));
    return id;
  }

  @Override
  public synchronized RemoteCalendar open(String calendarId, TokenSource tokens) {
    return offered.stream()
        .filter(one -> one.id().equals(calendarId))
        .findFirst()
        .map(one -> new FakeCalendar(one.id(), zone, one.writable()))
        .orElseThrow(() -> new RemoteFault(new Fault.NoSuchCalendar(), "no such calendar"));
  }

  @Override
  public synchronized List<Offered> offered(TokenSource tokens) {
    return List.copyOf(offered);
  }
}
