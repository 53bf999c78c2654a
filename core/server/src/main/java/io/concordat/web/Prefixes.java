package io.concordat.web;

/** Where plugins serve. */
enum Prefixes {
  CALENDAR("/api/v1/calendar"),
  TEAMS("/api/v1/teams"),
  TEAMS_BOT("/api/teams");

  private final String path;

  Prefixes(String path) {
    this.path = path;
  }

  boolean covers(String candidate) {
    return candidate.startsWith(path)
        && (candidate.length() == path.length() || candidate.charAt(path.length()) == '/');
  }
}
