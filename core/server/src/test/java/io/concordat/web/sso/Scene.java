package io.concordat.web.sso;

import io.concordat.identity.Role;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture.Person;
import java.time.Duration;

/**
 * A house in which Tina is linked, and a second tenant that signs in by the same app.
 *
 * @param profile the one that Tina's tenant signs in by
 */
record Scene(SignInHouse house, Person other, String profile) {
  static final String TINA = "tina@contoso.example";

  static Scene open() {
    SignInHouse house = new SignInHouse();
    UserId tina = house.user(house.admin.tenant(), TINA, Role.TECHNICIAN);
    house.link(house.admin, tina, house.directory(), house.account(TINA));
    Person other = house.web.person(house.web.ground.tenant("Fabrikam IT"), "other", Role.ADMIN);
    house.bind(other, house.profile(other, "Sign-in", house.directory()));
    return new Scene(
        house,
        other,
        house
            .admin
            .http()
            .get("/api/v1/microsoft/bindings/msp_sso")
            .json()
            .path("profileId")
            .asText());
  }

  TenantId tenant() {
    return house.admin.tenant();
  }

  Got signIn(String account) {
    return house.signIn(house.browser(), account);
  }

  /** Tina's sign-in with such an id token. */
  Got forged(String forgery) {
    house.control("id-tokens", forgery);
    return signIn(TINA);
  }

  Got claiming(String claims) {
    return forged("{'claims':{" + claims + "}}");
  }

  long at(Duration fromNow) {
    return house.clock.instant().plus(fromNow).getEpochSecond();
  }
}
