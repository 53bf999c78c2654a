package io.concordat.spi;

/** A capability with exactly one owner in an installation. */
public enum Port {
  CALENDAR_SYNC("CalendarSync"),
  TEAMS_INTEGRATION("TeamsIntegration");

  private final String title;

  Port(String title) {
    this.title = title;
  }

  /** The name that the start log, {@code /health} and refusals use. */
  public String title() {
    return title;
  }
}
