package io.concordat.web.page.settings;

import io.concordat.sso.LoginDomain;
import java.time.Instant;
import java.util.List;

/** The page of login domains. */
public record DomainsView(List<LoginDomain> domains, Instant now, ProviderTabs tabs) {}
