package io.concordat.web.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands around a page.
 *
 * @param title of the page
 * @param theme {@code light}, {@code dark} or {@code auto}
 * @param nonce of this response's policy
 * @param texts what scripts say, JSON that is safe inside HTML
 * @param user who is signed in; empty on the pages before
 * @param unread notices that wait and were not read
 * @param live whether the page may hear of new ones
 * @param top links of the first row
 * @param settings whether there is a page of settings for this user
 * @param inSettings whether this is one of them
 * @param side links of the page's own section
 * @param sideTitle of that section
 * @param notice a quiet sentence above the page
 * @param body the page's inner HTML
 */
public record Shell(
    String title,
    String theme,
    String nonce,
    String texts,
    Optional<Person> user,
    int unread,
    boolean live,
    List<Link> top,
    boolean settings,
    boolean inSettings,
    List<Link> side,
    String sideTitle,
    Optional<String> notice,
    String body) {
  /** Who is signed in. */
  public record Person(String name, String email) {
    /** At most two letters. */
    public String initials() {
      String whole = name.strip();
      int space = whole.lastIndexOf(' ');
      return first(whole) + (space < 0 ? "" : first(whole.substring(space + 1)));
    }

    private static String first(String word) {
      return word.isEmpty()
          ? ""
          : new String(Character.toChars(word.codePointAt(0))).toUpperCase(Locale.ROOT);
    }
  }

  /** One entry of the navigation. */
  public record Link(String id, String path, String label, boolean current) {}
}
