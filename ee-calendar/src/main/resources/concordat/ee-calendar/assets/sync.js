// A run as it goes, and cards that stay true while the page is open.
(function () {
  'use strict';
  const { text, refresh, base, live } = window.concordat;
  const followed = new Map();
  let waiting = 0;

  const at = (id, part) => document.getElementById('calendar-' + id + '-' + part);

  function button(id, running) {
    const sync = at(id, 'sync');
    if (sync) {
      sync.disabled = running;
      running ? sync.setAttribute('aria-busy', 'true') : sync.removeAttribute('aria-busy');
      sync.textContent = text(running ? 'js.calendar.syncing' : 'js.calendar.sync');
    }
  }

  function box(id, kind, role) {
    const made = document.createElement('div');
    made.className = 'alert alert-' + kind;
    made.setAttribute('role', role);
    at(id, 'outcome').replaceChildren(made);
    return made;
  }

  function progress(id, run) {
    let said = at(id, 'progress');
    if (!said) {
      const made = box(id, 'info', 'status');
      const bar = Object.assign(document.createElement('progress'), { className: 'calendar-progress' });
      bar.setAttribute('aria-label', text('js.calendar.syncing'));
      said = Object.assign(document.createElement('span'), { id: 'calendar-' + id + '-progress' });
      made.append(bar, said);
    }
    said.textContent = run.state === 'queued'
      ? text('js.calendar.queued')
      : text('js.calendar.progress', '', run.done, changed(run)) + left(run.expectedEndAt);
  }

  function left(end) {
    const minutes = end ? Math.ceil((Date.parse(end) - Date.now()) / 60000) : 0;
    if (minutes <= 0) {
      return '';
    }
    return ' · ' + text(minutes > 1 ? 'js.calendar.left' : 'js.calendar.left.one', '', minutes);
  }

  const changed = (run) => run.created + run.updated + run.deleted;

  function done(id, run) {
    const failed = run.state === 'failed';
    const made = box(id, failed ? 'danger' : 'success', failed ? 'alert' : 'status');
    const said = Object.assign(document.createElement('span'), {
      id: 'calendar-' + id + '-said',
      textContent: failed
        ? text('js.calendar.failed', '', run.errorCode, run.done)
        : text('js.calendar.done', '', run.done, changed(run)),
    });
    made.append(said);
    if (failed) {
      const copy = Object.assign(document.createElement('button'), {
        type: 'button', id: 'calendar-' + id + '-copy', textContent: text('js.calendar.copy'),
        className: 'btn btn-sm btn-outline-secondary ms-2',
      });
      copy.dataset.copies = '#calendar-' + id + '-said';
      made.append(copy);
    }
  }

  function follow(id, run) {
    if (followed.has(id)) {
      return;
    }
    const source = new EventSource(base + '/api/v1/calendar/providers/' + id + '/runs/' + run);
    followed.set(id, source);
    button(id, true);
    source.addEventListener('run', (event) => {
      const now = JSON.parse(event.data);
      if (now.state === 'completed' || now.state === 'failed') {
        end(id, () => done(id, now));
      } else {
        progress(id, now);
      }
    });
    // The server ends the stream with the run; the browser would come back for more.
    source.addEventListener('error', () => end(id, () => at(id, 'outcome').replaceChildren()));
  }

  async function end(id, then) {
    if (!followed.has(id)) {
      return;
    }
    followed.get(id).close();
    followed.delete(id);
    if (at(id, 'outcome')) {
      then();
      await fresh([id]);
      button(id, false);
      scan();
    }
  }

  const quiet = (id) => !followed.has(id) && !at(id, 'card').querySelector('dialog[open], [data-picker], [data-cleanup="ready"]');

  function fresh(ids) {
    const regions = ids.filter((id) => at(id, 'card') && quiet(id))
      .flatMap((id) => ['#calendar-' + id + '-top', '#calendar-' + id + '-rest']);
    return regions.length ? refresh(...regions) : Promise.resolve();
  }

  function scan() {
    // A card that was asked for before its run began shows a button that does not know of it.
    followed.forEach((source, id) => button(id, true));
    document.querySelectorAll('[data-calendar]').forEach((card) => {
      const id = card.dataset.calendar;
      const { running, waits } = at(id, 'rest').dataset;
      if (running) {
        follow(id, running);
      } else if (waits) {
        clearTimeout(waiting);
        waiting = setTimeout(() => fresh([id]), 2000);
      }
    });
  }

  async function changes(ids) {
    const shown = Array.from(document.querySelectorAll('[data-calendar]'), (card) => card.dataset.calendar);
    const gone = ids.some((id) => !shown.includes(id));
    if (gone && !document.querySelector('dialog[open]') && !followed.size) {
      await refresh('#calendar-list');
    } else {
      await fresh(ids.length ? ids : shown);
    }
    scan();
  }

  document.addEventListener('rest:done', (event) => {
    if (event.target.dataset.sync) {
      follow(event.target.dataset.sync, event.detail.body.runId);
    }
  });
  window.addEventListener('pagehide', () => followed.forEach((source) => source.close()));
  document.addEventListener('concordat:fresh', scan);
  live('calendar_provider', changes);
  scan();
})();
