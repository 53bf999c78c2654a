package io.concordat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.concordat.identity.Role;
import io.concordat.microsoft.CertificateSurvey;
import io.concordat.microsoft.NewProfile;
import io.concordat.microsoft.TestCertificates;
import io.concordat.spi.meter.Survey.Series;
import io.concordat.spi.tenant.TenantId;
import io.concordat.spi.tenant.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whoever can renew a certificate hears of it before it ends, and when it has. */
class CertificateRoundsTest {
  private static final TestClock clock = new TestClock();
  private static final GroundFixture fixture = GroundFixture.open(clock);

  private final TenantId tenant = fixture.tenant("Acme");
  private final UserId admin = fixture.user(tenant, "ann@acme.example", Role.ADMIN);
  private final UserId other = fixture.user(tenant, "bob@acme.example", Role.TECHNICIAN);
  private final CertificateRounds rounds = new CertificateRounds(fixture.ground());

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void it_is_told_ahead_and_again_when_it_is_over() {
    profile(clock.instant().plus(Duration.ofDays(60)));
    assertEquals(List.of(), open(admin));
    clock.advance(Duration.ofDays(31));
    assertEquals(List.of("certificate_expires"), open(admin));
    assertEquals(List.of("certificate_expires"), open(admin));
    assertEquals(List.of(), open(other));
    assertEquals(1, counted("expires_soon"));
    clock.advance(Duration.ofDays(30));
    assertEquals(List.of("certificate_expired"), open(admin));
    assertEquals(0, counted("expires_soon"));
    assertEquals(1, counted("expired"));
  }

  private void profile(Instant until) {
    var certificate = TestCertificates.make(2048, clock.instant(), until);
    var draft =
        new NewProfile(
            "Contoso",
            "11111111-1111-4111-8111-111111111111",
            "22222222-2222-4222-8222-222222222222",
            Optional.of(certificate));
    fixture.in(tenant, tx -> fixture.ground().microsoftProfiles().create(tx, draft, "test"));
  }

  private List<String> open(UserId user) {
    rounds.one(tenant);
    return fixture.in(
        tenant,
        tx ->
            fixture.ground().notices().of(tx, user, true, Optional.empty(), 10).stream()
                .map(line -> line.notice().kind())
                .toList());
  }

  private long counted(String state) {
    var survey = new CertificateSurvey(fixture.ground().microsoftProfiles(), clock);
    var series = new Series("concordat.certificates", Map.of("state", state));
    return fixture.in(tenant, tx -> survey.of(tx).getOrDefault(series, 0L));
  }
}
