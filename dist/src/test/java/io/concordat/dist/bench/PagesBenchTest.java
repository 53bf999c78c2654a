package io.concordat.dist.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.concordat.dist.process.Home;
import io.concordat.dist.process.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No page costs more than it may, and what it shows many of costs no statement each. */
@Tag("assembled")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PagesBenchTest {
  private static final PagesBench.Limits LIMITS = new PagesBench.Limits(300_000, 8);

  /** More of each thing than a page has statements. */
  private static final BigTenant.Size SIZE = new BigTenant.Size(40, 10, 24);

  @Test
  void everyPageKeepsWithinItsLimits() throws IOException {
    Path folder = Scratch.folder("pages");
    List<Figure> figures = new ArrayList<>();
    new PagesBench(new PagesBench.Pace(0, 1, 1), SIZE, LIMITS)
        .run(Home.of(""), folder, figures::add);
    Scratch.spent(folder);
    List<String> names = figures.stream().map(Figure::name).toList();
    assertTrue(names.contains("pages /settings/integrations/calendar"), names::toString);
    assertTrue(names.contains("pages /profile/calendar"), names::toString);
    assertTrue(names.contains("pages /signin"), names::toString);
    assertEquals(
        List.of(), figures.stream().filter(figure -> !figure.holds()).map(Figure::json).toList());
  }

  @Test
  void limitsAreKeptOrBroken() {
    assertTrue(LIMITS.hold(300_000, new Statements.Count(8, 20)));
    assertFalse(LIMITS.hold(300_001, new Statements.Count(8, 20)));
    assertFalse(LIMITS.hold(300_000, new Statements.Count(9, 20)));
  }

  @Test
  void whatPagesAskForIsCounted() {
    String log =
        """
        LOG:  statement: BEGIN
        LOG:  execute S_3: select set_config('app.tenant_id', $1, true),
        \t  exists (select from tenants where id = $2::uuid and leaving_at is null)
        DETAIL:  Parameters: $1 = '8d22', $2 = '8d22'
        LOG:  execute S_6: select id, email from users where tenant_id = $1 and id = $2
        LOG:  execute S_4: COMMIT
        LOG:  statement:\s
        LOG:  execute S_1: select tenant_id, max(xid)::text from route_outbox
        \twhere xid < pg_snapshot_xmin(pg_current_snapshot()) group by tenant_id
        """;
    assertEquals(new Statements.Count(1, 5), Statements.count(log));
  }
}
