package io.concordat.ee.calendar.why;

import io.concordat.ee.calendar.provider.Provider;
import io.concordat.ee.calendar.provider.ProviderRows;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.Words;
import io.concordat.spi.schedule.EntryBadges.Standing;
import io.concordat.spi.schedule.ScheduleEntryId;
import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Why an entry is, or is not, in the calendars of those it is assigned to; in words. */
final class Standings {
  private final ProviderRows providers = new ProviderRows();
  private final StandingRows rows = new StandingRows();

  List<Standing> of(Tx tx, Caller caller, Words words, ScheduleEntryId entry) {
    Optional<UserId> only = Reach.only(caller);
    List<StandingRows.Found> found = rows.of(tx, entry, only);
    Map<UUID, Provider> known =
        providers.byIds(tx, found.stream().map(StandingRows.Found::provider).toList());
    var all = new ArrayList<Standing>();
    for (StandingRows.Found one : found) {
      Optional.ofNullable(known.get(one.provider()))
          .ifPresent(provider -> all.add(said(provider, Standpoint.of(provider, one), words)));
    }
    rows.unconnected(tx, entry, only).forEach(user -> all.add(unconnected(user, words)));
    return List.copyOf(all);
  }

  private static Standing unconnected(UserId user, Words words) {
    return new Standing(
        Optional.empty(),
        "",
        "",
        user,
        "not_connected",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        words.t("why.not_connected"),
        Optional.of("/profile/calendar"));
  }

  private static Standing said(Provider provider, Standpoint stands, Words words) {
    return new Standing(
        Optional.of(provider.id()),
        provider.vendor(),
        provider.settings().name(),
        provider.user(),
        stands.state(),
        stands.reason(),
        stands.since(),
        stands.next(),
        text(provider, stands, words),
        Optional.of(stands.link()).filter(link -> !link.isEmpty()));
  }

  static String text(Provider provider, Standpoint stands, Words words) {
    String reason = stands.reason().map(code -> reason(provider, code, words)).orElse("");
    return words.t("why." + stands.state(), provider.settings().name(), reason).strip();
  }

  private static String reason(Provider provider, String code, Words words) {
    for (String prefix : List.of("why.reason.", "badge.reason.", "calendar.trouble.")) {
      if (words.knows(prefix + code)) {
        return words.t(prefix + code, provider.brand().said());
      }
    }
    return words.t("badge.reason.other");
  }
}
