// The dialog of one entry: new, changed, or only looked at. What was typed is never lost: when
// somebody else was faster, their changes come in around it.
(() => {
  'use strict';
  const { schedule, text, toast, open, complain, ended, busy } = window.concordat;
  const { data, rule, shift, between, DAY } = schedule;
  const at = (id) => document.getElementById('schedule-' + id);
  const dialog = at('dialog');
  const form = at('form');
  const config = at('page').dataset;
  const TIMES = ['allDay', 'start', 'end', 'timeZone'];
  // What an occurrence cannot have for itself.
  const WHOLE = ['rule', 'private', 'workItemType', 'workItemId', 'assigneeIds'];
  let state = null;

  function people() {
    return [...form.querySelectorAll('[name=assigneeIds]')];
  }

  /** What the form says, in the API's words; `rule` is the rule as text. */
  function values() {
    const allDay = at('all-day').checked;
    const date = (id) => at(id).value || at('start').value;
    const time = (id) => 'T' + (at(id).value || '00:00') + ':00';
    const start = allDay ? at('start').value : at('start').value + time('start-time');
    const said = rule.read(start, at('zone').value, allDay);
    return {
      title: at('title-input').value.trim(), notes: at('notes').value.trim(), location: at('location').value.trim(),
      allDay, start, end: allDay ? shift(date('end'), DAY) : date('end') + time('end-time'),
      timeZone: allDay ? null : at('zone').value,
      status: at('status').value, private: at('private').checked,
      workItemType: at('type').value.trim(), workItemId: at('item').value.trim() || null,
      assigneeIds: people().filter((it) => it.checked).map((it) => it.value).sort().join(),
      rule: said === undefined ? 'kept' : said ? said.rrule : '',
    };
  }

  function put(item) {
    at('title-input').value = item.title;
    at('notes').value = item.notes;
    at('location').value = item.location;
    at('status').value = item.status;
    at('private').checked = item.private;
    at('type').value = item.workItemType || '';
    at('item').value = item.workItemId || '';
    people().forEach((it) => { it.checked = item.assigneeIds.includes(it.value); });
    times(item);
  }

  function times(item) {
    at('all-day').checked = item.allDay;
    at('start').value = item.start.slice(0, 10);
    at('end').value = item.allDay ? shift(item.end.slice(0, 10), -DAY) : item.end.slice(0, 10);
    at('start-time').value = item.allDay ? '09:00' : item.start.slice(11, 16);
    at('end-time').value = item.allDay ? '10:00' : item.end.slice(11, 16);
    zone(item.timeZone || config.zone);
    days();
    state.start = item.start;
  }

  function zone(name) {
    const select = at('zone');
    if (!select.options.length) {
      select.replaceChildren(...schedule.zones(config.zone).map((it) => new Option(it.replaceAll('_', ' '), it)));
    }
    if (![...select.options].some((it) => it.value === name)) {
      select.prepend(new Option(name, name));
    }
    select.value = name;
  }

  function days() {
    const allDay = at('all-day').checked;
    ['start-time', 'end-time'].forEach((id) => { at(id).hidden = allDay; at(id).disabled = allDay; });
    at('zone-part').hidden = allDay;
  }

  /** What changed between two states of the form. */
  function changes(before, now) {
    const names = Object.keys(now).filter((key) => key === 'rule'
      ? now.rule !== before.rule && !rule.same(now.rule, before.rule, now.start) : now[key] !== before[key]);
    return names.some((name) => TIMES.includes(name)) ? [...new Set([...names, ...TIMES])] : names;
  }

  function begin(item, extra) {
    state = { item: null, series: null, version: 0, key: crypto.randomUUID(), ...extra };
    at('notice').hidden = true;
    form.querySelectorAll('.is-invalid').forEach((it) => it.classList.remove('is-invalid'));
    form.querySelectorAll('[data-field-problem]').forEach((it) => it.remove());
    form.querySelectorAll('[data-problem]').forEach((it) => { it.hidden = true; });
    put(item);
    rule.show(state.series ? state.series.recurrence : item.recurrence, item.start, item.timeZone);
    state.before = values();
    const locked = Boolean(state.item) && !schedule.may(state.item);
    at('fields').disabled = locked;
    at('save').hidden = locked;
    at('delete').hidden = locked || !state.item;
    at('dialog-title').textContent = text(
      !state.item ? 'js.schedule.new' : locked ? 'js.schedule.look' : 'js.schedule.edit');
    at('locked').hidden = !locked;
    at('cancel').textContent = text(locked ? 'js.close' : 'js.schedule.cancel');
    at('further').open = item.status === 'tentative' || Boolean(item.workItemId)
      || !['', 'ad_hoc'].includes(item.workItemType || '') || Boolean(item.timeZone && item.timeZone !== config.zone);
    document.dispatchEvent(new CustomEvent('schedule:opened', { detail: state.item }));
  }

  /** A new entry at these times. */
  function create(when, from) {
    begin({
      title: '', notes: '', location: '', status: 'confirmed', private: false, workItemType: '', workItemId: '',
      assigneeIds: [schedule.whose()], recurrence: null, ...when,
    }, {});
    open(dialog, from);
    at('title-input').focus();
  }

  /** An entry of the calendar; of a series also what the occurrence has from it. */
  async function edit(item, from) {
    const series = item.recurrenceId ? await data.read(item, true) : await data.read(item);
    if (!series.ok) {
      series.status === 401 ? ended() : toast(text('js.schedule.gone'), 'danger');
      document.dispatchEvent(new CustomEvent('schedule:stale'));
      return;
    }
    const shown = item.recurrenceId ? item : series.body;
    begin(schedule.masked(shown) ? { ...shown, title: text('js.schedule.busy') } : shown,
      { item: { ...shown, badge: item.badge }, series: series.body, version: series.body.version });
    open(dialog, from);
    (at('fields').disabled ? at('cancel') : at('title-input')).focus();
  }

  /** This, following or all; empty when nobody chose. What an occurrence cannot have, it is not offered. */
  function scope(names) {
    const box = at('scope');
    const whole = names.some((name) => WHOLE.includes(name));
    at('scope-this').hidden = whole;
    at('scope-whole').hidden = !whole;
    return new Promise((done) => {
      box.addEventListener('close', () => done(box.returnValue), { once: true });
      open(box, document.activeElement);
    });
  }

  /** What the API is sent. Of a whole series the first occurrence moves as far as this one did. */
  function body(names, now, range) {
    const sent = Object.fromEntries(names.filter((name) => name !== 'rule').map((name) => [name, now[name]]));
    if ('assigneeIds' in sent) {
      sent.assigneeIds = now.assigneeIds ? now.assigneeIds.split(',') : [];
    }
    if (sent.workItemType === '') {
      delete sent.workItemType;
    }
    if ('start' in sent && range === 'all' && state.item && state.item.recurrenceId) {
      Object.assign(sent, along(state.series, state.before, now));
    }
    const rrule = names.includes('rule') ? now.rule : state.series && state.series.recurrence && 'start' in sent
      ? rule.moved(now.rule, state.before.start, now.start) : now.rule;
    if (names.includes('rule') || (range !== 'this' && rrule !== now.rule)) {
      sent.recurrence = rrule ? { rrule } : null;
    }
    return sent;
  }

  /** The times of a series whose occurrence went from `before` to `now`. */
  function along(series, before, now) {
    const first = shift(series.start.slice(0, 19), between(before.start, now.start));
    const start = now.allDay ? first.slice(0, 10) : first.length === 10 ? first + now.start.slice(10) : first;
    return { start, end: shift(start, between(now.start, now.end)) };
  }

  async function save() {
    const now = values();
    const names = state.item ? changes(state.before, now) : Object.keys(now);
    if (!names.length) {
      dialog.close();
      return;
    }
    const repeats = state.item && state.item.recurrenceId;
    const range = repeats ? await scope(names) : 'all';
    if (!range) {
      return;
    }
    busy(form, true);
    const answer = state.item
      ? await data.change(state.item, range, body(names, now, range), state.version, state.series)
      : await data.create(body(now.rule ? names : names.filter((name) => name !== 'rule'), now, 'all'), state.key);
    busy(form, false);
    settle(answer);
  }

  async function settle(answer) {
    if (answer.ok) {
      dialog.close();
      toast(text('js.schedule.saved'), 'success');
      document.dispatchEvent(new CustomEvent('schedule:stale'));
    } else if (answer.status === 401) {
      ended();
    } else if (answer.status === 412 || (answer.status === 404 && state.item)) {
      await rebase();
    } else {
      if (answer.split) {
        Object.assign(state, { item: { ...state.item, id: answer.split.id }, series: answer.split, version: answer.split.version });
      }
      if (answer.status && answer.status < 500) {
        state.key = crypto.randomUUID();
      }
      at('further').open = at('further').open || ['timeZone', 'status', 'workItemType', 'workItemId'].includes((answer.body || {}).field);
      complain(form, answer);
    }
  }

  /** Takes in what others changed, around what was typed here. */
  async function rebase() {
    const item = state.item;
    const fresh = await data.read(item);
    const series = item.recurrenceId && fresh.ok ? await data.read(item, true) : fresh;
    const mine = values();
    const touched = changes(state.before, mine);
    if (!series.ok || !fresh.ok) {
      Object.assign(state, { item: null, series: null });
      at('delete').hidden = true;
      say(text('js.schedule.deleted-meanwhile'));
      return;
    }
    const keptRule = touched.includes('rule');
    const typed = Object.fromEntries([...form.elements].filter((it) => it.id).map((it) => [it.id, it.checked + '\n' + it.value]));
    put(fresh.body);
    if (!keptRule) {
      rule.show(series.body.recurrence, fresh.body.start, fresh.body.timeZone);
    }
    state = { ...state, item: { ...item, ...fresh.body }, series: series.body, version: series.body.version };
    state.before = { ...values(), ...(keptRule ? { rule: (series.body.recurrence || {}).rrule || '' } : {}) };
    restore(touched, typed);
    say(text('js.schedule.changed-meanwhile'));
  }

  /** Something was told of the open entry: if it is another one by now, the dialog learns it. */
  async function seen() {
    const { item, version } = state;
    if (at('save').disabled || at('fields').disabled) {
      return;
    }
    const fresh = await data.read(item, true);
    const still = dialog.open && state.item === item && state.version === version && !at('save').disabled;
    if (still && fresh.status !== 0 && (!fresh.ok || fresh.body.version !== version)) {
      await rebase();
    }
  }

  const INPUTS = {
    title: ['title-input'], notes: ['notes'], location: ['location'], status: ['status'], private: ['private'],
    workItemType: ['type'], workItemId: ['item'],
    start: ['all-day', 'start', 'start-time', 'end', 'end-time', 'zone'],
  };

  function restore(touched, typed) {
    const ids = touched.flatMap((name) => INPUTS[name] || []).map((id) => 'schedule-' + id);
    if (touched.includes('assigneeIds')) {
      ids.push(...people().map((it) => it.id));
    }
    ids.forEach((id) => {
      const [checked, ...value] = typed[id].split('\n');
      const input = document.getElementById(id);
      input.type === 'checkbox' ? (input.checked = checked === 'true') : (input.value = value.join('\n'));
    });
    days();
  }

  function say(message) {
    at('notice').textContent = message;
    at('notice').hidden = false;
    at('notice').scrollIntoView({ block: 'nearest' });
  }

  async function remove(item) {
    const range = item.recurrenceId ? await scope([]) : 'all';
    if (range) {
      dialog.close();
      data.remove(item, range, () => document.dispatchEvent(new CustomEvent('schedule:stale')));
    }
  }

  function moved() {
    const now = values();
    const by = between(state.start, now.start);
    if (by && now.start.length === state.start.slice(0, 19).length) {
      const end = shift(now.allDay ? shift(now.end, -DAY) : now.end, by);
      at('end').value = end.slice(0, 10);
      at('end-time').value = now.allDay ? at('end-time').value : end.slice(11, 16);
    }
    if (!['none', 'custom'].includes(at('repeat').value)) {
      const rrule = rule.read(state.start, at('zone').value, now.allDay).rrule;
      rule.show({ rrule: rule.moved(rrule, state.start, now.start) }, now.start, at('zone').value);
    } else if (at('repeat').value === 'none') {
      rule.show(null, now.start, at('zone').value);
    }
    state.start = now.start;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    save();
  });
  form.addEventListener('change', (event) => {
    if (event.target === at('all-day')) {
      days();
      state.start = values().start;
    } else if ([at('start'), at('start-time')].includes(event.target) && at('start').value) {
      moved();
    }
  });
  at('delete').addEventListener('click', () => remove(state.item));

  schedule.edit = { create, edit, remove, scope, along, seen, editing: () => (dialog.open && state.item ? state.item.id : '') };
})();
