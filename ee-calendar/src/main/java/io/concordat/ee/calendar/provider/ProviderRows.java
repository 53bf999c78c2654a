package io.concordat.ee.calendar.provider;

import io.concordat.spi.tenant.Tx;
import io.concordat.spi.tenant.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rows of calendar providers. Row-level security confines every statement to the tenant. */
public final class ProviderRows {
  public Optional<Provider> find(Tx tx, UUID id) {
    return Sql.on(tx)
        .createQuery("select * from calendar_providers where tenant_id = :t and id = :id")
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .map(ProviderRow::read)
        .findOne();
  }

  /** All of a vendor's, in the order in which they are to be locked. */
  public List<UUID> of(Tx tx, Brand brand) {
    return Sql.on(tx)
        .createQuery(
            "select id from calendar_providers where tenant_id = :t and vendor = :vendor order by id")
        .bind("t", tx.tenant().value())
        .bind("vendor", brand.stored())
        .mapTo(UUID.class)
        .list();
  }

  /** Reads it and keeps everybody else from changing it until the commit. */
  public Optional<Provider> lock(Tx tx, UUID id) {
    return Sql.on(tx)
        .createQuery(
            """
            select * from calendar_providers where tenant_id = :t and id = :id
            for no key update
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .map(ProviderRow::read)
        .findOne();
  }

  /** By their ids; unknown ones are left out. */
  public Map<UUID, Provider> byIds(Tx tx, Collection<UUID> ids) {
    return Sql.on(tx)
        .createQuery("select * from calendar_providers where tenant_id = :t and id = any(:ids)")
        .bind("t", tx.tenant().value())
        .bindArray("ids", UUID.class, List.copyOf(ids))
        .map(ProviderRow::read)
        .collect(Collectors.toMap(Provider::id, one -> one));
  }

  /** All of the tenant's. */
  public List<Provider> all(Tx tx) {
    return Sql.on(tx)
        .createQuery("select * from calendar_providers where tenant_id = :t order by id")
        .bind("t", tx.tenant().value())
        .map(ProviderRow::read)
        .list();
  }

  /** Oldest first. */
  public List<Provider> list(Tx tx, Optional<UserId> only, Optional<Cursor> after, int limit) {
    return Sql.on(tx)
        .createQuery(
            """
            select * from calendar_providers
            where tenant_id = :t and (cast(:user as uuid) is null or user_id = cast(:user as uuid))
              and (cast(:id as uuid) is null or (created_at, id) > (:at, cast(:id as uuid)))
            order by created_at, id limit :limit
            """)
        .bind("t", tx.tenant().value())
        .bind("user", only.map(UserId::value).orElse(null))
        .bind("at", after.map(Cursor::at).orElse(Instant.EPOCH))
        .bind("id", after.map(Cursor::id).orElse(null))
        .bind("limit", limit)
        .map(ProviderRow::read)
        .list();
  }

  void insert(Tx tx, Provider draft, Instant now) {
    var settings = draft.settings();
    Sql.on(tx)
        .createUpdate(
            """
            insert into calendar_providers (tenant_id, id, user_id, vendor, name, calendar_id,
              direction, import_mode, import_tag, active, paused, guest_meetings, mirror, creates_at_once,
              plan_first, wake_secret, created_at, updated_at)
            values (:t, :id, :user, :vendor, :name, :calendar, :direction, :mode, :tag, :active,
              :paused, :guests, :mirror, :creates, :plan, :wake, :now, :now)
            """)
        .bind("t", tx.tenant().value())
        .bind("id", draft.id())
        .bind("user", draft.user().value())
        .bind("vendor", draft.vendor())
        .bind("name", settings.name())
        .bind("calendar", draft.calendarId().orElse(null))
        .bind("direction", settings.direction())
        .bind("mode", settings.importRule().mode())
        .bind("tag", settings.importRule().tag().orElse(null))
        .bind("active", settings.active())
        .bind("paused", settings.paused())
        .bind("guests", settings.outgoing().guestMeetings())
        .bind("mirror", settings.outgoing().mirror())
        .bind("creates", settings.outgoing().createsAtOnce().orElse(null))
        .bind("plan", settings.outgoing().planFirst())
        .bind("wake", draft.link().wakeSecret().reveal())
        .bind("now", now)
        .execute();
  }

  /** New settings; a change of what is read asks for a full read. */
  void update(
      Tx tx,
      UUID id,
      Provider.Settings to,
      Optional<String> calendarId,
      boolean reread,
      Instant now) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers set name = :name, direction = :direction, import_mode = :mode,
              import_tag = :tag, active = :active, paused = :paused, calendar_id = :calendar,
              guest_meetings = :guests, mirror = :mirror, creates_at_once = :creates, plan_first = :plan,
              full_wanted = full_wanted or :reread, pull_wanted = pull_wanted + 1,
              next_attempt_at = null, failures = 0, rate_limited = false,
              version = version + 1, updated_at = :now
            where tenant_id = :t and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .bind("name", to.name())
        .bind("direction", to.direction())
        .bind("mode", to.importRule().mode())
        .bind("tag", to.importRule().tag().orElse(null))
        .bind("active", to.active())
        .bind("paused", to.paused())
        .bind("guests", to.outgoing().guestMeetings())
        .bind("mirror", to.outgoing().mirror())
        .bind("creates", to.outgoing().createsAtOnce().orElse(null))
        .bind("plan", to.outgoing().planFirst())
        .bind("calendar", calendarId.orElse(null))
        .bind("reread", reread)
        .bind("now", now)
        .execute();
  }

  /** Nothing is read or written there until somebody resumes it, and then a plan comes first. */
  public void hold(Tx tx, UUID id, Instant now) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers set paused = true, plan_first = true, version = version + 1,
              updated_at = :now
            where tenant_id = :t and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .bind("now", now)
        .execute();
  }

  /** Writes that would mail guests are allowed from now on: those that wait go out. */
  void letGo(Tx tx, UUID id) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_event_mappings
            set held_version = null, reason = null, revision = revision + 1
            where tenant_id = :t and provider_id = :id and reason = 'would_notify_attendees'
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .execute();
  }

  /** A plan was applied: from now on it runs. */
  public void planned(Tx tx, UUID id) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers set plan_first = false
            where tenant_id = :t and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .execute();
  }

  /** Before it is deleted: no run commits any more. */
  public void stop(Tx tx, UUID id) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers set active = false, fence = fence + 1
            where tenant_id = :t and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .execute();
  }

  public void delete(Tx tx, UUID id) {
    Sql.on(tx)
        .createUpdate(
            """
            with done as (
              delete from calendar_activity where tenant_id = :t and provider_id = :id)
            delete from calendar_providers where tenant_id = :t and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .execute();
  }

  /** Somebody wants the vendor read. */
  public void wantPull(Tx tx, UUID id, boolean full) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers
            set pull_wanted = pull_wanted + 1, full_wanted = full_wanted or :full
            where tenant_id = :t and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .bind("full", full)
        .execute();
  }

  /** A person asks: the pause after failures ends, but not one that the vendor asked for. */
  public void hurry(Tx tx, UUID id) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers set next_attempt_at = null
            where tenant_id = :t and id = :id and not rate_limited
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .execute();
  }

  /** The consent was given: from now on the provider may run. */
  public void connected(Tx tx, UUID id, String realCalendar, String redirectUri, Instant now) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers set connection = 'connected', real_calendar_id = :real,
              redirect_uri = :redirect, pull_wanted = pull_wanted + 1, failures = 0,
              rate_limited = false, next_attempt_at = null, error_code = null, error_at = null,
              version = version + 1, updated_at = :now
            where tenant_id = :t and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .bind("real", realCalendar)
        .bind("redirect", redirectUri)
        .bind("now", now)
        .execute();
  }

  /** The consent was given, and the calendar is still to be chosen. */
  public void consented(Tx tx, UUID id, String redirectUri, Instant now) {
    Sql.on(tx)
        .createUpdate(
            """
            update calendar_providers set redirect_uri = :redirect, version = version + 1,
              updated_at = :now
            where tenant_id = :t and id = :id
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .bind("redirect", redirectUri)
        .bind("now", now)
        .execute();
  }

  /** Which of the vendor's calendars have a provider already. */
  public Map<String, Provider> taken(Tx tx, Brand brand) {
    return Sql.on(tx)
        .createQuery(
            """
            select * from calendar_providers
            where tenant_id = :t and vendor = :vendor and real_calendar_id is not null
            """)
        .bind("t", tx.tenant().value())
        .bind("vendor", brand.stored())
        .map(ProviderRow::read)
        .collect(Collectors.toMap(one -> one.realCalendarId().orElseThrow(), one -> one));
  }

  /** Another provider of the tenant that already stands for this calendar. */
  public boolean calendarTaken(Tx tx, UUID id, String vendor, String realCalendar) {
    return Sql.on(tx)
        .createQuery(
            """
            select exists (select 1 from calendar_providers where tenant_id = :t
              and vendor = :vendor and real_calendar_id = :real and id <> :id)
            """)
        .bind("t", tx.tenant().value())
        .bind("id", id)
        .bind("vendor", vendor)
        .bind("real", realCalendar)
        .mapTo(Boolean.class)
        .one();
  }

  /** Stores a trouble; true when the authorization changed by it. */
  public boolean troubled(Tx tx, UUID id, Provider.Connection to, Provider.Trouble trouble) {
    return Sql.on(tx)
            .createUpdate(
                """
                update calendar_providers p set connection = :to, error_code = :code,
                  error_at = :at, next_attempt_at = :next, rate_limited = :limited,
                  failures = :failures
                from calendar_providers before
                where p.tenant_id = :t and p.id = :id and before.tenant_id = p.tenant_id
                  and before.id = p.id and p.connection <> 'configuring'
                """)
            .bind("t", tx.tenant().value())
            .bind("id", id)
            .bind("to", to.stored())
            .bind("code", trouble.code().orElse(null))
            .bind("at", trouble.at().orElse(null))
            .bind("next", trouble.nextAttemptAt().orElse(null))
            .bind("limited", trouble.rateLimited())
            .bind("failures", trouble.failures())
            .execute()
        > 0;
  }
}
