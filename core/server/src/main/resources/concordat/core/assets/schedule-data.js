// Entries from and to the published API. A deletion can be undone: it is sent only when the time
// for that is over, the page is left, or the same entry is written to. Nothing is ever re-created,
// so an undone deletion loses nothing (ids, copies in calendars, history).
(() => {
  'use strict';
  const { schedule, call, text, toast, base } = window.concordat;
  const ENTRIES = '/api/v1/schedule/entries';
  const PAGE = 500;
  const UNDO = 8_000;
  const leaving = new Map();
  let loads = 0;
  let reading = 0;
  let writing = 0;
  let missed = false;

  /** Every occurrence of the window; null when a newer request or a change has overtaken this one. */
  async function load(from, to, who) {
    reading += 1;
    try {
      return await pages(from, to, who);
    } finally {
      reading -= 1;
    }
  }

  async function pages(from, to, who) {
    const mine = ++loads;
    const items = [];
    const query = new URLSearchParams({ from, to, expand: 'true', badges: 'true', limit: PAGE });
    if (who !== 'all') {
      query.set('assignee', who);
    }
    do {
      const answer = await call('GET', ENTRIES + '?' + query);
      if (mine !== loads || writing) {
        missed = missed || writing > 0;
        return null;
      }
      if (!answer.ok) {
        throw answer;
      }
      items.push(...answer.body.items);
      query.set('cursor', answer.body.next || '');
    } while (query.get('cursor'));
    return items.filter((item) => !isLeaving(item));
  }

  function address(item, scope) {
    const query = !item.recurrenceId ? '' : '?' + new URLSearchParams(
      scope === 'all' ? { scope } : { scope, recurrenceId: item.recurrenceId });
    return ENTRIES + '/' + item.id + query;
  }

  /** The entry as it is now: of a series the occurrence, or the series itself. */
  function read(item, whole) {
    const query = item.recurrenceId && !whole ? '?' + new URLSearchParams({ recurrenceId: item.recurrenceId }) : '';
    return call('GET', ENTRIES + '/' + item.id + query);
  }

  function create(body, key) {
    return call('POST', ENTRIES, body, { 'Idempotency-Key': key });
  }

  /**
   * What was read while this was written may be from before: it is not shown, but read again.
   * @param series what the item is an occurrence of, when the change is about more than that one
   */
  async function change(item, scope, body, version, series) {
    writing += 1;
    try {
      return await write(item, scope, body, version, series);
    } finally {
      writing -= 1;
      if (!writing && (missed || reading)) {
        missed = false;
        loads += 1;
        document.dispatchEvent(new Event('schedule:stale'));
      }
    }
  }

  async function write(item, scope, body, version, series) {
    const newest = (await flush(item.id)) || version;
    const count = (recurrence) => (/COUNT=(\d+)/.exec((recurrence || {}).rrule) || [])[1];
    const counted = scope === 'following' && series && count(series.recurrence)
      && count(series.recurrence) === count(body.recurrence);
    return counted ? follow(item, body, newest, count) : patch(address(item, scope), body, newest);
  }

  function patch(path, body, newest) {
    return call('PATCH', path, body, { 'If-Match': `"${newest}"` });
  }

  /** Another rule for the rest of a series of so many: how many are left, only the API knows. */
  async function follow(item, body, newest, count) {
    const split = await patch(address(item, 'following'), {}, newest);
    if (!split.ok) {
      return split;
    }
    const rrule = body.recurrence.rrule.replace(/COUNT=\d+/, 'COUNT=' + (count(split.body.recurrence) || 1));
    const answer = await patch(ENTRIES + '/' + split.body.id, { ...body, recurrence: { rrule } }, split.body.version);
    return Object.assign(answer, { split: split.body });
  }

  function isLeaving(item) {
    return [...(leaving.get(item.id) || [])].some((one) => one.scope === 'all'
      || one.item.recurrenceId === item.recurrenceId
      || (one.scope === 'following' && one.item.recurrenceId < item.recurrenceId));
  }

  /** Hides it now, deletes it soon. `changed` runs whenever what is to be seen changes. */
  function remove(item, scope, changed) {
    const one = { item, scope, changed };
    const all = leaving.get(item.id) || new Set();
    leaving.set(item.id, all.add(one));
    one.timer = setTimeout(() => send(one), UNDO);
    one.box = toast(text('js.schedule.deleted'), 'success',
      { label: text('js.schedule.undo'), run: () => keep(one) });
    changed();
  }

  function keep(one) {
    if (forget(one)) {
      toast(text('js.schedule.kept'), 'success');
      one.changed();
    }
  }

  function forget(one) {
    clearTimeout(one.timer);
    one.box.remove();
    const all = leaving.get(one.item.id);
    const was = Boolean(all) && all.delete(one);
    if (all && !all.size) {
      leaving.delete(one.item.id);
    }
    return was;
  }

  /** The version after it, if anything is left of the entry. */
  async function send(one) {
    clearTimeout(one.timer);
    one.box.remove();
    const answer = await call('DELETE', address(one.item, one.scope), undefined,
      { 'If-Match': `"${one.item.version}"` });
    forget(one);
    if (!answer.ok && answer.status !== 404) {
      toast(text(answer.status === 412 ? 'js.schedule.changed' : 'js.schedule.not-deleted'), 'danger');
    }
    one.changed();
    return answer.ok ? version(answer) : '';
  }

  function version(answer) {
    return (answer.headers.get('ETag') || '').replace(/[^0-9]/g, '');
  }

  /** Sends what waits for this entry, because something else is about to be written to it. */
  async function flush(id) {
    let newest = '';
    for (const one of [...(leaving.get(id) || [])]) {
      one.item = newest ? { ...one.item, version: newest } : one.item;
      newest = (await send(one)) || newest;
    }
    return newest;
  }

  /** Takes the newest deletion back. */
  function undo() {
    const last = [...leaving.values()].flatMap((all) => [...all]).pop();
    if (last) {
      keep(last);
    }
    return Boolean(last);
  }

  // The page goes: what it promised to delete is deleted, even after it is gone.
  window.addEventListener('pagehide', () => {
    const csrf = document.cookie.split('; ').find((it) => /^(__Host-)?concordat-csrf=/.test(it)) || '=';
    leaving.forEach((all) => all.forEach((one) => {
      clearTimeout(one.timer);
      fetch(base + address(one.item, one.scope), {
        method: 'DELETE', keepalive: true,
        headers: { 'If-Match': `"${one.item.version}"`, 'X-CSRF-Token': csrf.slice(csrf.indexOf('=') + 1) },
      });
    }));
    leaving.clear();
  });

  schedule.data = { load, read, create, change, remove, undo, version };
})();
