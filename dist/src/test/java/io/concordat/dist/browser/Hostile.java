package io.concordat.dist.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.http.Rest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Text that runs where it is not written with care, in every field that people fill in. */
record Hostile(Team team) {
  static final List<String> TEXTS =
      List.of(
          "<img src=x onerror=pwned=1>",
          "\"><img src=x onerror=pwned=1>",
          "</script><script>pwned=1</script>",
          "' autofocus onfocus=pwned=1 x='",
          "<svg onload=pwned=1>",
          "{{constructor.constructor('pwned=1')()}}",
          "javascript:pwned=1//");

  /** Fills them; a technician who can look at it. */
  Member write(Site site) {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    Member technician = team.technician("Maya Okafor");
    rename(technician);
    for (int i = 0; i < TEXTS.size(); i++) {
      String text = TEXTS.get(i);
      ObjectNode entry = Rest.object().put("title", text).put("notes", text).put("location", text);
      entry.put("timeZone", "Europe/Berlin").put("workItemId", text);
      entry.put("start", today + "T1" + i + ":00:00Z").put("end", today + "T1" + i + ":50:00Z");
      entry.putArray("assigneeIds").add(technician.id());
      Technician.create(team.rest(), entry);
      profile(site, text);
      team.rest().post("/api/v1/tokens", Rest.object().put("name", text)).expect(201);
      String email = "person" + i + "@" + team.domain();
      ObjectNode person = Rest.object().put("email", email).put("name", text);
      team.rest().post("/api/v1/users", person).expect(201);
    }
    calendar(technician);
    return technician;
  }

  private void rename(Member member) {
    team.rest()
        .send(
            "PATCH",
            "/api/v1/users/" + member.id(),
            Rest.object().put("name", TEXTS.getFirst()),
            Map.of("If-Match", "*"))
        .expect(200);
  }

  private void profile(Site site, String text) {
    var client = site.microsoft().client(site.address() + "/observer");
    ObjectNode profile = Rest.object().put("displayName", text).put("clientId", client.id());
    profile.put("directoryId", client.directory()).put("clientSecret", "not-the-text");
    team.rest().post("/api/v1/microsoft/profiles", profile).expect(201);
  }

  private void calendar(Member technician) {
    ObjectNode provider = Rest.object().put("vendor", "google").put("name", TEXTS.get(1));
    provider.put("calendarId", TEXTS.getFirst());
    team.withToken(technician).rest().post("/api/v1/calendar/providers", provider).expect(201);
  }
}
