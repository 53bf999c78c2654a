package io.concordat.sandbox.graph;

import io.concordat.sandbox.clock.TwinClock;
import io.concordat.sandbox.mail.Mails;
import java.time.Instant;
import java.util.Optional;

/** All mailboxes of the twin. */
public final class Mailboxes {
  private final TwinClock clock;
  private final Mails mails;
  private volatile Options options = Options.DEFAULT;
  private volatile Changes listener = _ -> {};

  public Mailboxes(TwinClock clock, Mails mails) {
    this.clock = clock;
    this.mails = mails;
  }

  /** Who hears of each change of an event. */
  public void onChange(Changes changes) {
    listener = changes;
  }

  void publish(Changes.Change change) {
    listener.changed(change);
  }

  Instant now() {
    return clock.instant();
  }

  public Options options() {
    return options;
  }

  public void options(Options value) {
    options = value;
  }

  public Mails mails() {
    return mails;
  }

  /** Forgets all mailboxes and mails; options stand as at the start. */
  public void reset() {
    options = Options.DEFAULT;
    mails.clear();
  }

  /**
   * Makes an account's mailbox with its default calendar, unless it is there.
   *
   * @param zone as Windows or the IANA call it
   * @return the id of the default calendar
   */
  public String add(String userId, String email, String directoryId, String zone) {
    return userId;
  }

  /** Makes a further calendar; {@code canEdit} false is one shared by somebody for reading. */
  public String addCalendar(String userId, String name, boolean canEdit) {
    return userId;
  }

  /** Kills the delta links of one mailbox or of all. */
  public void expireDeltas(Optional<String> userId) {}
}
