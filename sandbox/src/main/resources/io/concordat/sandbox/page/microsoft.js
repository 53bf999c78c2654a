// Microsoft Graph, as Outlook's own page would use it.
window.vendor = (() => {
  'use strict';
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  function event(item) {
    const at = (edge) => (item.isAllDay ? edge.dateTime.slice(0, 10) : edge.dateTime.slice(0, 19) + 'Z');
    return {
      id: item.id,
      summary: item.subject || '(no title)',
      location: (item.location && item.location.displayName) || '',
      isPrivate: item.sensitivity === 'private',
      allDay: item.isAllDay,
      start: at(item.start),
      end: at(item.end),
      stamp: item['@odata.etag'] || item.changeKey,
    };
  }

  async function list(call, from, to) {
    const items = [];
    let next = '/v1.0/me/calendarView?$top=200&startDateTime=' + from.toISOString()
      + '&endDateTime=' + to.toISOString();
    while (next) {
      const page = await call('GET', next);
      items.push(...page.value);
      const link = page['@odata.nextLink'];
      next = link ? new URL(link).pathname + new URL(link).search : '';
    }
    return items.filter((item) => !item.isCancelled).map(event);
  }

  const pad = (n) => String(n).padStart(2, '0');
  function local(value) {
    const d = new Date(value);
    return d.getFullYear() + '-' + pad(d.getMonth() + 1) + '-' + pad(d.getDate()) + 'T'
      + pad(d.getHours()) + ':' + pad(d.getMinutes()) + ':00';
  }

  function body(wish) {
    const at = (value) => ({ dateTime: wish.allDay ? value + 'T00:00:00' : local(value), timeZone });
    return {
      subject: wish.summary,
      location: { displayName: wish.location },
      sensitivity: wish.isPrivate ? 'private' : 'normal',
      isAllDay: wish.allDay,
      start: at(wish.start),
      end: at(wish.end),
    };
  }

  const at = (id) => '/v1.0/me/events/' + encodeURIComponent(id);
  return {
    list,
    add: (call, wish) => call('POST', '/v1.0/me/events', body(wish)),
    change: (call, id, wish) => call('PATCH', at(id), body(wish)),
    remove: (call, id) => call('DELETE', at(id)),
    headers: { Prefer: 'outlook.timezone="UTC", outlook.body-content-type="text"' },
  };
})();
