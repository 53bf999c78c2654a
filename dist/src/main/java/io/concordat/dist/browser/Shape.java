package io.concordat.dist.browser;

import java.util.regex.Pattern;

/** Addresses and ids without what differs from one thing to the next of its kind. */
final class Shape {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  /** Dates, cursors, numbers: a value that is more than a word. */
  private static final Pattern VALUE = Pattern.compile("=[^&]*[0-9A-Z%.][^&]*");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private Shape() {}

  static String of(String text) {
    String known = UUID.matcher(text).replaceAll("*");
    int query = known.indexOf('?');
    String path = NUMBER.matcher(query < 0 ? known : known.substring(0, query)).replaceAll("*");
    return query < 0 ? path : path + VALUE.matcher(known.substring(query)).replaceAll("=*");
  }
}
