// The calendar: what is shown, in the address of the page, and how it is moved by hand and by key.
(() => {
  'use strict';
  const { schedule, text, toast, ended, problem } = window.concordat;
  const { data, edit, show: { event, content, mounted }, wall, shift, said, language, MINUTE, DAY } = schedule;
  const at = (id) => document.getElementById('schedule-' + id);
  const config = at('page').dataset;
  const week = new Intl.Locale(language);
  const VIEWS = { week: 'timeGridWeek', day: 'timeGridDay', month: 'dayGridMonth', list: 'listWeek' };
  const THREE = 'timeGridThree';
  const phone = matchMedia('(max-width: 48rem)');
  const mayWrite = config.write === 'true';
  let dragging = false;
  let pressed = false;
  let stale = false;
  let applying = false;

  /** Seven days beside one another are too narrow to hit on a phone: a week is three days there. */
  function type(view) {
    return view === 'week' && phone.matches ? THREE : VIEWS[view];
  }

  const weekly = at('view-week').textContent;
  function named() {
    at('view-week').textContent = phone.matches ? text('js.schedule.three') : weekly;
  }

  function asked() {
    const query = new URLSearchParams(location.search);
    const who = query.get('who');
    const known = [...at('who').options].some((it) => it.value === who);
    return {
      view: VIEWS[query.get('view')] ? query.get('view') : phone.matches ? 'list' : 'week',
      date: /^\d{4}-\d\d-\d\d$/.test(query.get('date')) ? query.get('date') : undefined,
      who: known ? who : 'me',
    };
  }

  function remember() {
    const now = new URLSearchParams(location.search);
    const date = wall(calendar.getDate(), config.zone).slice(0, 10);
    now.set('view', shown());
    now.set('date', date);
    at('who').value === 'me' ? now.delete('who') : now.set('who', at('who').value);
    const address = '?' + now;
    if (!applying && address !== location.search) {
      history[location.search ? 'pushState' : 'replaceState'](null, '', address);
    }
  }

  function apply() {
    const wanted = asked();
    applying = true;
    at('who').value = wanted.who;
    turn(wanted.view, wanted.date);
    applying = false;
    calendar.refetchEvents();
  }

  async function fetchEvents(info, done, failed) {
    try {
      const items = await data.load(info.start.toISOString(), info.end.toISOString(), at('who').value);
      if (items) {
        at('failed').hidden = true;
        done(items.map(event));
        keys.again();
        empty(items.filter((item) => schedule.local(item.end) > calendar.view.currentStart
          && schedule.local(item.start) < calendar.view.currentEnd).length === 0);
      } else {
        failed(new Error('overtaken'));
      }
    } catch (answer) {
      failed(new Error('not loaded'));
      if (answer.status === 401) {
        ended();
      } else {
        at('failed').hidden = false;
        at('failed-text').textContent = answer.status ? problem(answer) : text('js.unreachable');
      }
    }
  }

  // A list says so itself.
  function empty(none) {
    at('empty').classList.toggle('invisible', !none || shown() === 'list');
  }

  // Before the calendar: it asks for its entries while it is being made.
  at('who').value = asked().who;
  const calendar = new FullCalendar.Calendar(at('calendar'), {
    initialView: type(asked().view), initialDate: asked().date,
    views: { [THREE]: { type: 'timeGrid', duration: { days: 3 }, eventMaxStack: 3, displayEventEnd: false } },
    headerToolbar: false, height: room(asked().view), stickyHeaderDates: false, scrollTime: '07:00',
    windowResize: () => turn(), eventMinHeight: 28, eventShortHeight: 44,
    locale: { code: language }, firstDay: ((week.getWeekInfo ? week.getWeekInfo() : week.weekInfo || {}).firstDay || 1) % 7,
    allDayText: text('js.schedule.all-day'), noEventsText: text('js.schedule.none'),
    moreLinkText: (n) => text('js.schedule.more', undefined, n), moreLinkHint: (n) => text('js.schedule.more', undefined, n),
    closeHint: text('js.close'), timeHint: text('js.schedule.time'), eventHint: text('js.schedule.entry'),
    timeZone: 'local', nowIndicator: true, eventInteractive: true, dayMaxEvents: 4, eventMaxStack: 4,
    slotMinTime: '00:00', slotDuration: '00:30', snapDuration: '00:15', forceEventDuration: true,
    defaultTimedEventDuration: '01:00', defaultAllDayEventDuration: { days: 1 },
    eventTimeFormat: { hour: '2-digit', minute: '2-digit' }, slotLabelFormat: { hour: '2-digit', minute: '2-digit' },
    slotEventOverlap: false,
    selectable: mayWrite, selectMirror: true, unselectAuto: true, longPressDelay: 400,
    editable: mayWrite, eventResizableFromStart: false, lazyFetching: false,
    eventSources: [{ events: fetchEvents, failure: () => {} }],
    eventContent: content, eventDidMount: mounted,
    moreLinkDidMount: (info) => {
      const cell = info.el.closest('[data-date]');
      info.el.id = 'schedule-more-' + (cell ? cell.dataset.date : info.num);
    },
    eventClick: (info) => {
      info.jsEvent.preventDefault();
      edit.edit(info.event.extendedProps.item, info.el);
    },
    select: (info) => edit.create(times(info), at('new')),
    dateClick: (info) => /touch/.test(info.jsEvent.type) && mayWrite && edit.create(times({
      allDay: info.allDay, start: info.date, startStr: info.dateStr,
      end: new Date(info.date.getTime() + 60 * MINUTE), endStr: shift(info.dateStr.slice(0, 10), DAY),
    }), at('new')),
    datesSet: () => {
      at('period').textContent = calendar.view.title;
      Object.keys(VIEWS).forEach((name) => at('view-' + name).setAttribute('aria-pressed', String(shown() === name)));
      remember();
    },
    eventDragStart: () => { dragging = true; },
    eventDragStop: free, eventResizeStart: () => { dragging = true; }, eventResizeStop: free,
    eventDrop: move, eventResize: move,
    eventsSet: focusAgain,
    loading: (now) => at('calendar').setAttribute('aria-busy', String(now)),
  });

  /** Days that are longer than the window scroll by themselves, from the working hours on. */
  function room(view) {
    return ['week', 'day'].includes(view)
      ? Math.max(420, innerHeight - at('calendar').getBoundingClientRect().top - scrollY - 60) : 'auto';
  }

  function shown() {
    return Object.keys(VIEWS).find((key) => VIEWS[key] === calendar.view.type) || 'week';
  }

  function turn(view = shown(), date = undefined) {
    calendar.batchRendering(() => {
      calendar.setOption('height', room(view));
      calendar.changeView(type(view), date);
    });
  }

  function times(info) {
    return info.allDay
      ? { allDay: true, start: info.startStr.slice(0, 10), end: info.endStr.slice(0, 10), timeZone: null }
      : { allDay: false, start: wall(info.start, config.zone), end: wall(info.end, config.zone), timeZone: config.zone };
  }

  function free() {
    dragging = false;
    if (stale) {
      reload();
    }
  }

  // A reload makes the entries anew: whoever stood on one stands on it again.
  let focused = '';
  function reload() {
    stale = dragging || pressed || keys.waits();
    if (!stale) {
      focused = (document.activeElement && document.activeElement.id) || '';
      calendar.refetchEvents();
    }
  }

  function focusAgain() {
    const id = focused;
    if (id.startsWith('entry-')) {
      requestAnimationFrame(() => {
        const link = document.getElementById(id);
        if (link && !document.querySelector('dialog[open]') && (document.activeElement === document.body || !document.activeElement)) {
          link.focus({ preventScroll: true });
        }
      });
    }
  }

  function move(info) {
    return store(info.event, info.revert);
  }

  /** The entry is where the event was put. */
  async function store(moved, revert) {
    const { item } = moved.extendedProps;
    const range = item.recurrenceId ? await edit.scope([]) : 'all';
    if (!range) {
      revert();
      return;
    }
    const series = range !== 'this' && item.recurrenceId ? await data.read(item, true) : null;
    if (series && !series.ok) {
      settle(series, revert);
      return;
    }
    const whole = series && series.body;
    const answer = await data.change(item, range, placed(moved, item, range, whole), item.version, whole);
    if (answer.ok && !item.recurrenceId && answer.body) {
      // Whoever goes on before the entries are loaded anew goes on from this version.
      moved.setExtendedProp('item', { ...item, ...answer.body });
    }
    settle(answer, revert);
  }

  function placed(moved, item, range, series) {
    const zone = item.timeZone || config.zone;
    const now = moved.allDay
      ? { allDay: true, start: moved.startStr.slice(0, 10), end: moved.endStr.slice(0, 10), timeZone: null }
      : { allDay: false, start: wall(moved.start, zone), end: wall(moved.end, zone), timeZone: zone };
    if (!item.recurrenceId || range === 'this') {
      // Instants, where there are any: wall time is not unique in the night the clocks go back.
      return moved.allDay ? now : { ...now, start: moved.start.toISOString(), end: moved.end.toISOString() };
    }
    const before = { start: item.start.slice(0, 19) };
    const rrule = series && series.recurrence && series.recurrence.rrule;
    const carried = rrule && schedule.rule.moved(rrule, before.start, now.start);
    return {
      ...now, ...(range === 'all' ? edit.along(series, before, now) : {}),
      ...(carried && carried !== rrule ? { recurrence: { rrule: carried } } : {}),
    };
  }

  function settle(answer, revert) {
    if (!answer.ok) {
      revert();
    }
    if (answer.status === 401) {
      ended();
      return;
    }
    if (answer.status === 412) {
      toast(text('js.schedule.changed'), 'danger');
    } else if (!answer.ok) {
      toast(problem(answer), 'danger');
    }
    reload();
  }

  // Everything that dragging does, by key: Alt with arrows moves, with Shift as well it resizes.
  const keys = (() => {
    let waiting = null;
    const STEPS = { ArrowUp: -15 * MINUTE, ArrowDown: 15 * MINUTE, ArrowLeft: -DAY, ArrowRight: DAY };

    function press(key, target) {
      const one = calendar.getEventById(target.dataset.event);
      const days = ['ArrowLeft', 'ArrowRight'].includes(key.key);
      if (!one || !schedule.may(one.extendedProps.item) || (one.allDay && !days)) {
        return;
      }
      if (waiting && waiting.id !== one.id) {
        send();
      }
      waiting = waiting || { id: one.id, start: one.start, end: one.end };
      const delta = days ? { days: STEPS[key.key] / DAY } : { milliseconds: STEPS[key.key] };
      if (!key.shiftKey) {
        one.moveDates(delta);
      } else if (new Date(one.end.getTime() + STEPS[key.key]) > one.start) {
        one.moveEnd(delta);
      }
      waiting.to = { start: one.start, end: one.end };
      focused = target.id;
      focusAgain();
      at('said').textContent = said(one.allDay
        ? { allDay: true, start: one.startStr.slice(0, 10), end: one.endStr.slice(0, 10) }
        : { start: one.start, end: one.end });
      clearTimeout(waiting.timer);
      waiting.timer = setTimeout(send, 700);
    }

    const lies = (one, range) => one.start.getTime() === range.start.getTime() && one.end.getTime() === range.end.getTime();

    /** Entries that were asked for before the keys were pressed have come: the move is made again. */
    function again() {
      const one = waiting && calendar.getEventById(waiting.id);
      if (one && lies(one, waiting)) {
        one.setDates(waiting.to.start, waiting.to.end, { allDay: one.allDay });
      } else if (one && !lies(one, waiting.to)) {
        // Somebody else has moved it.
        clearTimeout(waiting.timer);
        waiting = null;
      }
    }

    function send() {
      const { id, start, end, timer } = waiting;
      clearTimeout(timer);
      waiting = null;
      const one = calendar.getEventById(id);
      if (one && !lies(one, { start, end })) {
        store(one, () => one.setDates(start, end, { allDay: one.allDay }));
      } else {
        free();
      }
    }

    return { press, again, waits: () => Boolean(waiting) };
  })();

  document.addEventListener('keydown', (key) => {
    const target = key.target.closest && key.target.closest('[data-event]');
    if (target && key.altKey && key.key.startsWith('Arrow')) {
      key.preventDefault();
      keys.press(key, target);
    } else if (target && ['Delete', 'Backspace'].includes(key.key)) {
      const { item } = calendar.getEventById(target.dataset.event).extendedProps;
      schedule.may(item) && edit.remove(item);
    } else if (target && key.key === ' ') {
      key.preventDefault();
      target.click();
    } else if (key.key === 'z' && (key.ctrlKey || key.metaKey) && !key.target.closest('input, textarea, select')) {
      data.undo() && key.preventDefault();
    }
  });

  at('previous').addEventListener('click', () => calendar.prev());
  at('next').addEventListener('click', () => calendar.next());
  at('today').addEventListener('click', () => calendar.today());
  at('retry').addEventListener('click', reload);
  phone.addEventListener('change', (now) => {
    named();
    shown() === 'week' && turn(now.matches ? 'list' : 'week');
  });
  Object.keys(VIEWS).forEach((name) => at('view-' + name).addEventListener('click', () => turn(name)));
  at('who').addEventListener('change', () => { remember(); reload(); });
  if (at('new')) {
    at('new').addEventListener('click', () => {
      const current = calendar.view.currentStart <= new Date() && new Date() < calendar.view.currentEnd;
      const now = new Date();
      now.setMinutes(now.getMinutes() < 30 ? 30 : 60, 0, 0);
      const start = current ? now : new Date(calendar.view.currentStart.getTime() + 9 * 60 * MINUTE);
      edit.create(times({ allDay: false, start, end: new Date(start.getTime() + 60 * MINUTE) }), at('new'));
    });
  }
  at('calendar').addEventListener('pointerdown', () => { pressed = true; });
  ['pointerup', 'pointercancel'].forEach((end) => document.addEventListener(end, () => {
    pressed = false;
    setTimeout(() => stale && !dragging && reload());
  }));
  window.addEventListener('popstate', apply);
  document.addEventListener('schedule:stale', reload);
  // What was drawn for a new entry lies above the entry that was made of it.
  at('dialog').addEventListener('close', () => calendar.unselect());
  named();
  calendar.render();

  concordat.live('schedule_entry', (ids) => {
    reload();
    const open = edit.editing();
    if (open && (ids.length === 0 || ids.includes(open))) {
      edit.seen();
    }
  });
  concordat.live('entry_badge', reload);
})();
