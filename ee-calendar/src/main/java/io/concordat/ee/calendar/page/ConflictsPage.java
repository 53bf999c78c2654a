package io.concordat.ee.calendar.page;

import io.concordat.ee.calendar.conflict.OpenConflicts;
import io.concordat.ee.calendar.provider.Reach;
import io.concordat.spi.PluginContext;
import io.concordat.spi.http.Reply;
import io.concordat.spi.page.PageRequest;
import io.concordat.spi.tenant.Tx;
import java.util.Optional;
import java.util.UUID;

/** What both sides changed, until somebody decides. */
final class ConflictsPage {
  private static final int MOST = 20;

  private final PluginContext core;
  private final OpenConflicts conflicts;
  private final Templates templates;

  ConflictsPage(PluginContext core, OpenConflicts conflicts, Templates templates) {
    this.core = core;
    this.conflicts = conflicts;
    this.templates = templates;
  }

  Reply show(PageRequest asked) {
    ConflictsView view = core.transactions().call(tx -> view(tx, asked));
    return templates.page("conflicts.jte", asked.words().t("conflicts.title"), asked.words(), view);
  }

  private ConflictsView view(Tx tx, PageRequest asked) {
    var caller = asked.request().caller();
    Optional<UUID> after = asked.request().query("after").flatMap(Reach::id);
    var found = conflicts.list(tx, caller, Optional.empty(), after, MOST + 1);
    var page = found.subList(0, Math.min(MOST, found.size()));
    Optional<UUID> next = found.size() > MOST ? Optional.of(page.getLast().id()) : Optional.empty();
    return new ConflictsView(
        conflicts.read(tx, caller, page).stream()
            .map(open -> new ConflictView(open, asked.words()))
            .toList(),
        next,
        asked.now());
  }
}
