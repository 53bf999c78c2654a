package io.concordat.spi.page;

/** Where a plugin's page stands in core's navigation. */
public enum Place {
  /** {@code /{slug}}, beside the schedule. */
  TOP("/"),
  /** {@code /settings/integrations/{slug}}. */
  SETTINGS_INTEGRATIONS("/settings/integrations/"),
  /** {@code /profile/{slug}}. */
  PROFILE("/profile/");

  private final String prefix;

  Place(String prefix) {
    this.prefix = prefix;
  }

  /** The address of a page here, on this installation. */
  public String path(String slug) {
    return prefix + slug;
  }
}
