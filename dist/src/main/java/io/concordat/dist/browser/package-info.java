/**
 * A browser before the assembled editions.
 *
 * <p>A test of pages:
 *
 * <pre>{@code
 * @Tag("assembled")
 * class SettingsPageTest {
 *   @RegisterExtension static final Browsing BROWSING = Browsing.of(Edition.EE);
 *
 *   @Test
 *   void aProfileIsMade() {
 *     Team team = BROWSING.team();                       // a tenant of its own, about 3 s
 *     Visit visit = BROWSING.visit(team.admin());        // signed in; 1280 x 800, light, English
 *     Page page = visit.open("/settings/integrations/providers");
 *     page.locator("#profile-new").click();
 *     visit.expect(409, "/api/v1/microsoft/profiles");   // a refusal that belongs to the test
 *     …
 *   }
 * }
 * }</pre>
 *
 * The edition, its twins and chromium start once for all classes of a run. At the end of each test
 * every console error, page error, failed request and answer from 400 up fails it, unless {@link
 * Visit#expect} named it; a test that fails leaves pictures of its pages in {@code
 * dist/target/screenshots/failed}. Other looks: {@code BROWSING.visit(person,
 * Look.PHONE.inDark().inGerman())}; nobody signed in: {@code BROWSING.visit()}; a fresh
 * installation: {@link Site#start}. What the vendors say and do: {@link Site#google}, {@link
 * Site#microsoft}; people with calendars there: {@link Team#cast} and {@code scene}. Run one class:
 *
 * <pre>
 * ./mvnw -q -o -pl dist -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=SettingsPageTest integration-test
 * </pre>
 *
 * New pages need no entry anywhere: {@link Crawl} finds them from the navigation.
 */
@NullMarked
package io.concordat.dist.browser;

import org.jspecify.annotations.NullMarked;
