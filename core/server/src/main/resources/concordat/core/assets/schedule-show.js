// How an entry looks, and what it says to those who do not see it.
(() => {
  'use strict';
  const { schedule, text } = window.concordat;
  const at = (id) => document.getElementById('schedule-' + id);
  const config = at('page').dataset;
  const mayWrite = config.write === 'true';
  const mayAll = config.all === 'true';

  // Whom and what the visitor may touch, as far as a page can know; the API decides.
  const mine = (item) => item.assigneeIds.includes(config.me);
  schedule.masked = (item) => item.private && !mine(item) && item.title === 'Busy' && !item.notes;
  schedule.may = (item) => mayWrite && !schedule.masked(item)
    && (mayAll || mine(item) || item.assigneeIds.length === 0);
  schedule.whose = () => (/^[0-9a-f-]{36}$/.test(at('who').value) && mayAll ? at('who').value : config.me);

  function names(item) {
    return item.assigneeIds.filter((id) => id !== config.me)
      .map((id) => document.getElementById('schedule-assignee-' + id))
      .filter(Boolean).map((box) => box.dataset.name).join(', ');
  }

  function event(item) {
    const masked = schedule.masked(item);
    return {
      id: [item.id, item.recurrenceId].filter(Boolean).join('_'),
      title: masked ? text('js.schedule.busy') : item.title || text('js.schedule.untitled'),
      start: item.start, end: item.end, allDay: item.allDay,
      editable: schedule.may(item),
      classNames: [masked ? 'ev-masked' : '', item.status === 'tentative' ? 'ev-tentative' : '', mine(item) ? '' : 'ev-other'],
      extendedProps: { item },
    };
  }

  function part(name, value) {
    return Object.assign(document.createElement('span'), { className: name, textContent: value });
  }

  function content(info) {
    const { item } = info.event.extendedProps;
    const list = info.view.type.startsWith('list');
    const parts = [part('ev-title', info.event.title)];
    if (info.timeText && !list) {
      parts.unshift(part('ev-time', info.timeText));
    }
    if (item) {
      parts.push(...further(item, info.event));
    }
    if (!list) {
      return { domNodes: parts };
    }
    const open = Object.assign(document.createElement('button'), { type: 'button', className: 'ev-open' });
    open.append(...parts);
    return { domNodes: [open] };
  }

  /** Who, where, and for those who do not see the calendar, when. */
  function further(item, shown) {
    const badge = schedule.badge && schedule.badge(item);
    const who = at('who').value === 'me' ? '' : names(item);
    const when = shown.start ? ' ' + schedule.said(item) : '';
    return [
      badge, who && part('ev-who', who), item.location && part('ev-where', item.location),
      part('visually-hidden', [when, badge && badge.title].filter(Boolean).join(' · ')),
    ].filter(Boolean);
  }

  /** Each shown piece has an id of its own that a reload does not change. */
  function mounted(info) {
    if (!info.event.extendedProps.item) {
      return;
    }
    const link = info.el.querySelector('button') || info.el;
    const id = 'entry-' + info.event.id.replace(/[^0-9a-zA-Z_-]/g, '-');
    let free = id;
    for (let i = 2; document.getElementById(free) && document.getElementById(free) !== link; i++) {
      free = id + '-' + i;
    }
    link.id = free;
    link.dataset.event = info.event.id;
    if (link === info.el) {
      link.setAttribute('role', 'button');
    }
    info.el.title = [info.event.title, schedule.said(info.event.extendedProps.item)].join(' · ');
  }

  const GRID = ['grid', 'rowgroup', 'row', 'gridcell', 'columnheader', 'rowheader'].map((it) => `[role=${it}]`).join();

  // FullCalendar calls its tables grids, whose keys it does not have. They are layout: every entry
  // says its own day. Its links lead nowhere; all they need is an id.
  function tidy() {
    const box = at('calendar');
    box.querySelectorAll(GRID).forEach((it) => {
      it.setAttribute('role', 'presentation');
      it.removeAttribute('aria-labelledby');
    });
    ['fc-col-header-cell-cushion', 'fc-daygrid-day-number', 'fc-list-day-text', 'fc-list-day-side-text'].forEach((name) =>
      box.querySelectorAll('a.' + name).forEach((link, i) => {
        const dated = link.closest('[data-date]');
        link.id = ['schedule', name.slice(3), dated ? dated.dataset.date : i].join('-');
      }));
    box.querySelectorAll('th[aria-labelledby]').forEach((it) => it.removeAttribute('aria-labelledby'));
    box.querySelectorAll('.fc-scroller-liquid-absolute:not([id])').forEach((it) => {
      Object.assign(it, { id: 'schedule-hours', tabIndex: 0 });
      it.setAttribute('role', 'region');
      it.setAttribute('aria-label', text('js.schedule.hours'));
    });
  }

  new MutationObserver(tidy).observe(at('calendar'), { childList: true, subtree: true });

  schedule.show = { event, content, mounted };
})();
