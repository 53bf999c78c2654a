// Google Calendar API v3, as a page of Google's own would use it.
window.vendor = (() => {
  'use strict';
  const ROOT = '/calendar/v3/calendars/primary/events';

  function event(item) {
    return {
      id: item.id,
      summary: item.summary || '(no title)',
      location: item.location || '',
      isPrivate: item.visibility === 'private',
      allDay: Boolean(item.start.date),
      start: item.start.date || item.start.dateTime,
      end: item.end.date || item.end.dateTime,
      stamp: item.etag || item.updated,
    };
  }

  async function list(call, from, to) {
    const items = [];
    let token = '';
    do {
      const page = await call('GET', ROOT + '?singleEvents=true&orderBy=startTime&maxResults=250&timeMin='
        + encodeURIComponent(from.toISOString()) + '&timeMax=' + encodeURIComponent(to.toISOString())
        + (token && '&pageToken=' + encodeURIComponent(token)));
      items.push(...page.items);
      token = page.nextPageToken;
    } while (token);
    return items.filter((item) => item.status !== 'cancelled').map(event);
  }

  function body(wish, none) {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const at = (value) => (wish.allDay
      ? { date: value, dateTime: none }
      : { dateTime: new Date(value).toISOString(), timeZone, date: none });
    return {
      summary: wish.summary,
      location: wish.location,
      visibility: wish.isPrivate ? 'private' : 'default',
      start: at(wish.start),
      end: at(wish.end),
    };
  }

  const at = (id) => ROOT + '/' + encodeURIComponent(id) + '?sendUpdates=none';
  return {
    list,
    add: (call, wish) => call('POST', ROOT + '?sendUpdates=none', body(wish)),
    change: (call, id, wish) => call('PATCH', at(id), body(wish, null)),
    remove: (call, id) => call('DELETE', at(id)),
    headers: {},
  };
})();
