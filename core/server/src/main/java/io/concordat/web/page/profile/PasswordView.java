package io.concordat.web.page.profile;

/**
 * One's own password.
 *
 * @param has whether there is one
 */
public record PasswordView(String email, boolean has, int shortest, int longest) {}
