package io.concordat.web.page.settings;

import io.concordat.web.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tabs of the provider pages that this installation has. */
public record ProviderTabs(List<Tab> tabs, Tab current) {
  /** One tab. */
  public enum Tab {
    MICROSOFT(""),
    GOOGLE("/google"),
    DOMAINS("/domains");

    private final String part;

    Tab(String part) {
      this.part = part;
    }

    public String path() {
      return "/settings/integrations/providers" + part;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ProviderTabs of(Ports ports, Tab current) {
    List<Tab> tabs = new ArrayList<>(List.of(Tab.MICROSOFT, Tab.DOMAINS));
    if (!ports.googleConsumers().isEmpty()) {
      tabs.add(1, Tab.GOOGLE);
    }
    return new ProviderTabs(List.copyOf(tabs), current);
  }
}
