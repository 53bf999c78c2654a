package io.concordat.web.page;

/**
 * What a page shows.
 *
 * @param template under {@code src/main/jte}; takes {@code words} and {@code model}
 * @param title in the visitor's language
 */
public record View(String template, String title, Object model) {}
