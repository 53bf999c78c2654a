package io.concordat.ee.calendar;

import io.concordat.ee.calendar.provider.Brand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A calendar at its vendor: what people do to it, and what the vendor does to its channels. */
interface LifeCalendar {
  /** What happens to calls about channels. */
  enum Weather {
    FINE,
    /** Nothing is done. */
    DOWN,
    /** It is done, but the answer is lost. */
    DEAF,
    /** Single calls of any kind fail. */
    MOODY
  }

  /**
   * A channel that lives.
   *
   * @param paused delivers nothing until the consent is confirmed
   */
  record Line(String id, boolean paused) {}

  /** Unique, for the address of its owner too. */
  String name();

  /** As a provider names it. */
  String remoteId();

  Brand brand();

  /** Channels that deliver, or would if they were not paused. */
  List<Line> alive();

  /** The last one that was opened, alive or not. */
  Optional<String> newest();

  Set<String> titles();

  int size();

  void add(String title);

  /**
   * Somebody changes the n-th event, or deletes it.
   *
   * @param unheard nobody is told of it
   */
  void change(int n, Optional<String> title, boolean unheard);

  /** The vendor ends a channel, and says so or not. */
  void kill(Line line, boolean told);

  /** The vendor wants the consent confirmed. */
  void remind(Line line);

  /** The same, and it delivers nothing until then; a vendor that knows no such thing does not. */
  void pause(Line line);

  /** The vendor says that it has lost something. */
  void missed(Line line);

  void weather(Weather weather);

  /** What the vendor grants from now on. */
  void shorten(Duration longest);

  /** Requests about channels so far. */
  int asked();
}
