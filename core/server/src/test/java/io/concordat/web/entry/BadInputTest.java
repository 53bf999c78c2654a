package io.concordat.web.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.identity.Role;
import io.concordat.web.FakePorts;
import io.concordat.web.Http.Got;
import io.concordat.web.WebFixture;
import io.concordat.web.WebFixture.Person;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong request is answered by its code, field and remedy, and nothing is written. */
class BadInputTest {
  private static final String PATH = "/api/v1/schedule/entries";
  private static final WebFixture web = new WebFixture(FakePorts.community());
  private static final Person tech = web.person(web.ground.tenant("t"), "tech", Role.TECHNICIAN);
  private static final String GOOD =
      "'title':'T','start':'2026-03-05T09:00:00Z','end':'2026-03-05T10:00:00Z','timeZone':'UTC'";

  @AfterAll
  static void close() {
    web.close();
  }

  private static void refused(Got got, int status, String code, String field) {
    got.expect(status);
    assertEquals(code, got.code(), got.body());
    JsonNode body = got.json();
    assertEquals(field, body.path("field").asText(""), got.body());
    assertTrue(body.path("detail").asText().length() > 15, got.body());
    assertFalse(got.body().contains("Exception"), got.body());
    assertEquals(0, tech.http().get(PATH).json().path("items").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
      {'title' 1}                             | 400 | malformed_json   |
      {                                       | 400 | malformed_json   |
      {'title':'a'} x                         | 400 | malformed_json   |
      {'title':'a','title':'b'}               | 400 | duplicate_field  |
      []                                      | 422 | wrong_type       |
      'text'                                  | 422 | wrong_type       |
      {G,'colour':'red'}                      | 422 | unknown_field    | colour
      {G,'version':3}                         | 422 | unknown_field    | version
      {G,'title':7}                           | 422 | wrong_type       | title
      {G,'notes':{'a':1}}                     | 422 | wrong_type       | notes
      {G,'private':'yes'}                     | 422 | wrong_type       | private
      {G,'assigneeIds':'me'}                  | 422 | wrong_type       | assigneeIds
      {G,'assigneeIds':['me']}                | 422 | invalid_id       | assigneeIds
      {G,'id':'7'}                            | 422 | invalid_id       | id
      {G,'status':'maybe'}                    | 422 | invalid_value    | status
      {G,'workItemType':'A B'}                | 422 | invalid_value    | workItemType
      {G,'title':'a\\u0000b'}                 | 422 | invalid_text     | title
      {G,'title':'a\\ud83d'}                  | 422 | invalid_text     | title
      {'start':'2026-03-05T09:00:00Z'}        | 422 | missing_field    | end
      {'end':'2026-03-05T09:00:00Z'}          | 422 | missing_field    | start
      {G,'start':'2026-02-30T09:00:00Z'}      | 422 | invalid_time     | start
      {G,'start':'2026-03-05T25:00:00Z'}      | 422 | invalid_time     | start
      {G,'start':'2026-03-05T09:00:00+25:00'} | 422 | invalid_time     | start
      {G,'start':'tomorrow'}                  | 422 | invalid_time     | start
      {G,'start':'0026-03-05T09:00:00Z'}      | 422 | invalid_time     | start
      {G,'start':'2026-03-05','allDay':false} | 422 | invalid_time     | start
      {G,'allDay':true}                       | 422 | invalid_time     | start
      {G,'end':'2026-03-05T08:00:00Z'}        | 422 | end_before_start | end
      {'start':'2026-03-05','end':'2026-03-05'} | 422 | end_before_start | end
      {G,'timeZone':'Mars/Olympus'}           | 422 | unknown_zone     | timeZone
      {G,'timeZone':'+02:00'}                 | 422 | unknown_zone     | timeZone
      {G,'timeZone':'W. Europe Standard Time'} | 422 | unknown_zone    | timeZone
      {'start':'2026-03-05T09:00:00','end':'2026-03-05T10:00:00'} | 422 | missing_field | timeZone
      {G,'recurrence':'FREQ=DAILY'}           | 422 | wrong_type       | recurrence
      {G,'recurrence':{}}                     | 422 | missing_field    | recurrence.rrule
      {G,'recurrence':{'rrule':'OFTEN'}}      | 422 | invalid_rrule    | recurrence.rrule
      {G,'recurrence':{'rrule':'FREQ=DAILY;COUNT=2;UNTIL=20260401'}} | 422 | invalid_rrule | recurrence.rrule
      {G,'recurrence':{'rrule':'FREQ=DAILY;INTERVAL=0'}} | 422 | invalid_rrule | recurrence.rrule
      {G,'recurrence':{'rrule':'FREQ=HOURLY'}} | 422 | sub_daily_rrule | recurrence.rrule
      {G,'recurrence':{'rrule':'FREQ=DAILY;BYHOUR=9,15'}} | 422 | sub_daily_rrule | recurrence.rrule
      {G,'recurrence':{'rrule':'FREQ=DAILY','x':1}} | 422 | unknown_field | recurrence.x
      {G,'recurrence':{'rrule':'FREQ=DAILY','exdates':['2026-03-06']}} | 422 | invalid_time | recurrence.exdates
      {G,'recurrence':{'rrule':'FREQ=DAILY','exdates':['x']}} | 422 | invalid_time | recurrence.exdates
      {G,'recurrence':{'rrule':'FREQ=DAILY','further':['x']}} | 422 | invalid_rrule | recurrence.further
      """)
  void ofABody(String body, int status, String code, String field) {
    String json = body.strip().replace("G,", goodWithout(body)).replace('\'', '"');
    refused(tech.http().post(PATH, json), status, code, field == null ? "" : field.strip());
  }

  /** The fields of a good entry that the case does not bring itself. */
  private static String goodWithout(String body) {
    var fields = new StringBuilder();
    for (String field : GOOD.split(",", -1)) {
      if (!body.contains(field.substring(0, field.indexOf(':') + 1))) {
        fields.append(field).append(',');
      }
    }
    return fields.toString();
  }

  @Test
  void longTextsAreRefused() {
    String good = GOOD.replace('\'', '"');
    String title = good.replace("\"T\"", "\"" + "x".repeat(100_000) + "\"");
    refused(tech.http().post(PATH, "{" + title + "}"), 422, "too_long", "title");
    String notes = "{" + good + ",\"notes\":\"" + "x".repeat(70_000) + "\"}";
    refused(tech.http().post(PATH, notes), 422, "too_long", "notes");
  }

  @Test
  void malformedJsonIsShownWhere() {
    Got got = tech.http().post(PATH, "{\n  \"title\": oops\n}").expect(400);
    assertTrue(got.json().path("detail").asText().contains("line 2"), got.body());
  }

  @Test
  void ofAQueryOrHeader() {
    refused(tech.http().get(PATH + "?form=2026-01-01"), 400, "unknown_parameter", "form");
    refused(tech.http().get(PATH + "?from=2026-01-01"), 400, "missing_parameter", "to");
    refused(tech.http().get(PATH + "?expand=true"), 400, "missing_parameter", "from");
    refused(tech.http().get(PATH + "?expand=1"), 400, "invalid_value", "expand");
    refused(tech.http().get(PATH + "?limit=0"), 400, "invalid_value", "limit");
    refused(tech.http().get(PATH + "?limit=9999"), 400, "invalid_value", "limit");
    refused(tech.http().get(PATH + "?cursor=abc"), 400, "invalid_cursor", "cursor");
    refused(tech.http().get(PATH + "?assignee=x"), 422, "invalid_id", "assignee");
    refused(tech.http().get(PATH + "?from=x&to=2026-01-01"), 400, "invalid_time", "from");
    refused(
        tech.http().get(PATH + "?from=2026-01-02&to=2026-01-01"), 400, "end_before_start", "to");
    refused(
        tech.http().get(PATH + "?from=2020-01-01&to=2026-01-01&expand=true"),
        400,
        "range_too_long",
        "to");
    refused(
        tech.http().post(PATH, "{}", "Idempotency-Key", "a b"), 400, "invalid_idempotency_key", "");
    tech.http().get(PATH + "/7").expect(404);
    tech.http().get(PATH + "/" + UUID.randomUUID()).expect(404);
  }
}
