// Wall time and instants. A "wall" is text such as 2026-03-05T09:00:00 that means some zone's time.
(() => {
  'use strict';
  const schedule = (window.concordat.schedule = {});
  const MINUTE = 60_000;
  const formats = new Map();

  function format(zone) {
    if (!formats.has(zone)) {
      formats.set(zone, new Intl.DateTimeFormat('en-US', {
        timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
        hour: '2-digit', minute: '2-digit', second: '2-digit',
      }));
    }
    return formats.get(zone);
  }

  /** What a clock in the zone shows. */
  function wall(date, zone) {
    const part = Object.fromEntries(format(zone).formatToParts(date).map((it) => [it.type, it.value]));
    return `${part.year.padStart(4, '0')}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`;
  }

  /** The instant; inside a gap the one behind it, inside an overlap the earlier one, as the API. */
  function instant(text, zone) {
    const utc = Date.parse(full(text) + 'Z');
    const offset = (at) => Date.parse(wall(new Date(at), zone) + 'Z') - at;
    const before = utc - offset(utc - 24 * 60 * MINUTE);
    const fits = offset(before) === utc - before;
    return new Date(fits ? before : utc - offset(before));
  }

  function full(text) {
    return text.length === 10 ? text + 'T00:00:00' : text.length === 16 ? text + ':00' : text.slice(0, 19);
  }

  /** Wall time so much later; also of dates, which stay dates. */
  function shift(text, millis) {
    const moved = new Date(Date.parse(full(text) + 'Z') + millis).toISOString();
    return text.length === 10 ? moved.slice(0, 10) : moved.slice(0, 19);
  }

  /** How much later b's wall time is than a's. */
  function between(a, b) {
    return Date.parse(full(b) + 'Z') - Date.parse(full(a) + 'Z');
  }

  function zones(first) {
    const all = Intl.supportedValuesOf ? Intl.supportedValuesOf('timeZone') : [];
    return [...new Set([first, 'UTC', ...all])];
  }

  /** The item's start or end as the browser counts time; all-day items as local midnights. */
  function local(text) {
    return text.length === 10 ? new Date(text + 'T00:00:00') : new Date(text);
  }

  /** When it is, for people. */
  function said(item) {
    const day = { weekday: 'short', day: 'numeric', month: 'short' };
    const hour = { hour: '2-digit', minute: '2-digit' };
    if (item.allDay) {
      const first = local(item.start);
      const last = local(shift(item.end, -24 * 60 * MINUTE));
      const days = new Intl.DateTimeFormat(language, day);
      return first >= last ? days.format(first) : days.formatRange(first, last);
    }
    return new Intl.DateTimeFormat(language, { ...day, ...hour })
      .formatRange(new Date(item.start), new Date(item.end));
  }

  // The visitor's language, in the way of their country if the browser says which.
  const spoken = document.documentElement.lang;
  const language = navigator.languages.find((it) => it.startsWith(spoken)) || spoken;

  // The calendar shows the browser's own time.
  document.getElementById('schedule-page').dataset.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  Object.assign(schedule, { wall, instant, shift, between, zones, local, said, language, MINUTE, DAY: 24 * 60 * MINUTE });
})();
