// Fills the list of an account's calendars, read from the vendor now.
(function () {
  'use strict';
  const { call, problem, ended, text } = window.concordat;

  function part(form, name) {
    return form.querySelector('[data-picker-' + name + ']');
  }

  async function load(form) {
    form.dataset.loaded = 'true';
    const id = form.dataset.picker;
    part(form, 'failed').hidden = true;
    part(form, 'again').hidden = true;
    part(form, 'authorize').hidden = true;
    form.setAttribute('aria-busy', 'true');
    const answer = await call('GET', '/api/v1/calendar/providers/' + id + '/calendars');
    form.removeAttribute('aria-busy');
    if (answer.ok) {
      show(form, answer.body.items);
    } else if (answer.status === 401) {
      ended();
    } else {
      fail(form, answer);
    }
  }

  function fail(form, answer) {
    const dead = answer.body && answer.body.code === 'reconnect_required';
    part(form, 'list').textContent = '';
    part(form, 'failed').textContent = problem(answer);
    part(form, 'failed').hidden = false;
    part(form, 'again').hidden = dead;
    part(form, 'authorize').hidden = !dead;
  }

  function show(form, items) {
    const open = items.filter((one) => !one.taken);
    part(form, 'list').replaceChildren(...items.map((one, i) => row(form, one, i, one === open[0])));
    if (!items.length) {
      part(form, 'list').textContent = text('js.calendar.none');
    }
    part(form, 'submit').hidden = !open.length;
    part(form, 'again').hidden = open.length > 0;
    direct(form);
  }

  function row(form, one, i, first) {
    const line = document.createElement('div');
    line.className = 'form-check';
    const radio = Object.assign(document.createElement('input'), {
      type: 'radio', name: 'calendarId', value: one.id, className: 'form-check-input',
      id: 'calendar-' + form.dataset.picker + '-choice-' + i, checked: first, disabled: one.taken,
    });
    radio.dataset.readonly = String(!one.writable);
    const label = Object.assign(document.createElement('label'), {
      className: 'form-check-label', htmlFor: radio.id,
    });
    const notes = [
      one.primary && text('js.calendar.name.primary'),
      !one.writable && text('js.calendar.readonly'),
      one.taken && text('js.calendar.taken'),
      one.timeZone,
    ].filter(Boolean);
    const note = Object.assign(document.createElement('span'), {
      className: 'd-block text-body-secondary', textContent: notes.join(' · '),
    });
    label.append(one.name || one.id, note);
    line.append(radio, label);
    return line;
  }

  /** What cannot be written is read only: the direction goes with it. */
  function direct(form) {
    const chosen = form.querySelector('input[name=calendarId]:checked');
    part(form, 'direction').disabled = !chosen || chosen.dataset.readonly !== 'true';
  }

  function scan() {
    document.querySelectorAll('form[data-picker]:not([data-loaded])').forEach(load);
  }

  document.addEventListener('change', (event) => {
    const form = event.target.closest && event.target.closest('form[data-picker]');
    if (form) {
      direct(form);
    }
  });
  document.addEventListener('click', (event) => {
    const again = event.target.closest('[data-picker-again]');
    if (again) {
      load(again.closest('form'));
    }
  });
  document.addEventListener('concordat:fresh', scan);
  scan();
})();
