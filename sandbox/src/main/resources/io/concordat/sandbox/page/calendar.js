// One week of an account's calendar; asks again all the time, so that what others write arrives.
(() => {
  'use strict';
  const EVERY = 300;
  const FRESH = 4000;
  const byId = (id) => document.getElementById(id);
  const state = { token: '', monday: monday(new Date()), events: [], week: '', shown: '', known: new Map(), editing: null };

  function monday(day) {
    const date = new Date(day.getFullYear(), day.getMonth(), day.getDate());
    date.setDate(date.getDate() - (date.getDay() + 6) % 7);
    return date;
  }

  function plus(day, days) {
    return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
  }

  async function call(method, path, body) {
    const headers = Object.assign({ Authorization: 'Bearer ' + state.token }, vendor.headers);
    if (body) {
      headers['Content-Type'] = 'application/json';
    }
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) {
      const said = text && JSON.parse(text);
      throw new Error((said && said.error && said.error.message) || 'status ' + answer.status);
    }
    return text ? JSON.parse(text) : {};
  }

  function say(id, message) {
    byId(id).hidden = !message;
    byId(id).textContent = message || '';
  }

  // Accounts.
  async function accounts() {
    const list = (await (await fetch('/_sandbox/accounts')).json()).items;
    const wanted = new URLSearchParams(location.search).get('account');
    list.forEach((email) => {
      const option = document.createElement('option');
      option.value = email;
      option.textContent = email;
      option.selected = email === wanted;
      byId('account').append(option);
    });
    if (list.length === 0) {
      say('problem', 'Nobody has an account here yet. Accounts are made by the control API.');
      return;
    }
    await enter(byId('account').value);
  }

  async function enter(email) {
    const answer = await fetch('/_sandbox/accounts', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email }),
    });
    state.token = (await answer.json()).accessToken;
    state.week = '';
    await read();
  }

  // Reading.
  async function read() {
    const from = state.monday;
    try {
      const events = await vendor.list(call, from, plus(from, 7));
      if (from === state.monday) {
        state.events = events;
        render();
      }
      say('problem', '');
    } catch (e) {
      say('problem', 'The calendar cannot be read: ' + e.message);
    }
  }

  async function keepReading() {
    if (!document.hidden && state.token) {
      await read();
    }
    setTimeout(keepReading, EVERY);
  }

  // Showing.
  const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
  const key = (date) => date.getFullYear() + '-' + String(date.getMonth() + 1).padStart(2, '0') + '-'
    + String(date.getDate()).padStart(2, '0');
  const dayOf = (event) => (event.allDay ? event.start : key(new Date(event.start)));

  function arrivals() {
    const now = Date.now();
    const fresh = state.events.filter((event) => {
      const old = state.known.get(event.id);
      return !old || old.stamp !== event.stamp;
    });
    fresh.forEach((event) => state.known.set(event.id, { stamp: event.stamp, since: now }));
    if (fresh.length > 0) {
      byId('news').textContent = 'Arrived: ' + fresh.slice(0, 3).map((one) => one.summary).join(', ');
    }
    return fresh;
  }

  function render() {
    const week = key(state.monday);
    const now = JSON.stringify(state.events);
    let fresh = [];
    if (state.week === week && state.shown !== now) {
      fresh = arrivals();
    } else if (state.week !== week) {
      state.known = new Map(state.events.map((event) => [event.id, { stamp: event.stamp, since: 0 }]));
    }
    if (state.week !== week || state.shown !== now) {
      byId('week').textContent = dayName.format(state.monday) + ' to ' + dayName.format(plus(state.monday, 6));
      const focused = document.activeElement && document.activeElement.id;
      byId('days').replaceChildren(...Array.from({ length: 7 }, (_, i) => plus(state.monday, i)).flatMap(day));
      if (focused && byId(focused) && !byId('editor').open) {
        byId(focused).focus();
      }
    }
    state.week = week;
    state.shown = now;
    fade();
    if (fresh.length > 0 && !byId('editor').open) {
      byId('event-' + fresh[0].id).scrollIntoView({ block: 'nearest' });
    }
  }

  function day(date) {
    const events = state.events.filter((event) => dayOf(event) === key(date)
      || (key(date) === key(state.monday) && dayOf(event) < key(date)));
    const heading = document.createElement('h3');
    heading.textContent = dayName.format(date);
    if (events.length === 0) {
      return [];
    }
    const list = document.createElement('ul');
    list.append(...events.sort((a, b) => (a.start < b.start ? -1 : 1)).map(row));
    return [heading, list];
  }

  function row(event) {
    const line = document.createElement('li');
    line.id = 'event-' + event.id;
    line.dataset.event = event.id;
    const time = document.createElement('time');
    time.textContent = event.allDay ? 'all day' : clock.format(new Date(event.start)) + '–'
      + clock.format(new Date(event.end));
    const what = document.createElement('span');
    what.className = 'what';
    what.textContent = event.summary + (event.isPrivate ? ' (private)' : '');
    if (event.location) {
      const place = document.createElement('small');
      place.textContent = event.location;
      what.append(place);
    }
    const edit = document.createElement('button');
    edit.type = 'button';
    edit.id = 'event-' + event.id + '-edit';
    edit.textContent = 'Edit';
    edit.setAttribute('aria-label', 'Edit ' + event.summary);
    edit.setAttribute('aria-haspopup', 'dialog');
    edit.addEventListener('click', () => open(event, edit.id));
    line.append(time, what, edit);
    return line;
  }

  function fade() {
    document.querySelectorAll('li[data-event]').forEach((line) => {
      const known = state.known.get(line.dataset.event);
      line.classList.toggle('fresh', Boolean(known) && Date.now() - known.since < FRESH);
    });
  }

  // Writing.
  const stamp = (date) => key(date) + 'T' + String(date.getHours()).padStart(2, '0') + ':'
    + String(date.getMinutes()).padStart(2, '0');

  function open(event, from) {
    const form = byId('editor-form');
    const start = event && !event.allDay ? new Date(event.start) : soon();
    const end = event && !event.allDay ? new Date(event.end) : new Date(start.getTime() + 3600000);
    state.editing = event ? event.id : null;
    byId('editor-title').textContent = event ? 'Edit event' : 'New event';
    form.elements.summary.value = event ? event.summary : '';
    form.elements.location.value = event ? event.location : '';
    form.elements.private.checked = Boolean(event && event.isPrivate);
    form.elements.allDay.checked = Boolean(event && event.allDay);
    form.elements.start.value = stamp(start);
    form.elements.end.value = stamp(end);
    form.elements.first.value = event && event.allDay ? event.start : key(start);
    form.elements.last.value = event && event.allDay ? key(plus(new Date(event.end + 'T00:00'), -1)) : key(start);
    byId('editor-delete').hidden = !event;
    say('editor-problem', '');
    kind();
    byId('editor').showModal();
    byId('editor').addEventListener('close', () => byId(from) && byId(from).focus(), { once: true });
    form.elements.summary.focus();
  }

  function soon() {
    const now = new Date();
    const inWeek = now >= state.monday && now < plus(state.monday, 7) ? now : plus(state.monday, 0);
    return new Date(inWeek.getFullYear(), inWeek.getMonth(), inWeek.getDate(), Math.min(22, Math.max(9, now.getHours() + 1)));
  }

  function kind() {
    const allDay = byId('editor-all-day').checked;
    byId('editor-times').hidden = allDay;
    byId('editor-days').hidden = !allDay;
    ['start', 'end'].forEach((name) => { byId('editor-form').elements[name].required = !allDay; });
    ['first', 'last'].forEach((name) => { byId('editor-form').elements[name].required = allDay; });
  }

  function wish(form) {
    const allDay = form.elements.allDay.checked;
    return {
      summary: form.elements.summary.value.trim(),
      location: form.elements.location.value.trim(),
      isPrivate: form.elements.private.checked,
      allDay,
      start: allDay ? form.elements.first.value : form.elements.start.value,
      end: allDay ? key(plus(new Date(form.elements.last.value + 'T00:00'), 1)) : form.elements.end.value,
    };
  }

  async function act(work) {
    try {
      await work();
      byId('editor').close();
      await read();
    } catch (e) {
      say('editor-problem', e.message);
    }
  }

  byId('editor-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const wanted = wish(event.target);
    act(() => (state.editing ? vendor.change(call, state.editing, wanted) : vendor.add(call, wanted)));
  });
  byId('editor-delete').addEventListener('click', () => act(() => vendor.remove(call, state.editing)));
  byId('editor-cancel').addEventListener('click', () => byId('editor').close());
  byId('editor-all-day').addEventListener('change', kind);
  byId('event-new').setAttribute('aria-haspopup', 'dialog');
  byId('event-new').addEventListener('click', () => open(null, 'event-new'));
  byId('account').addEventListener('change', (event) => {
    history.replaceState(null, '', '?account=' + encodeURIComponent(event.target.value));
    enter(event.target.value);
  });
  const go = (where) => () => { state.monday = where(); read(); };
  byId('week-back').addEventListener('click', go(() => plus(state.monday, -7)));
  byId('week-on').addEventListener('click', go(() => plus(state.monday, 7)));
  byId('week-today').addEventListener('click', go(() => monday(new Date())));
  accounts().then(keepReading);
})();
