// A choice is previewed before it is applied; the list stays true while nobody is choosing.
(function () {
  'use strict';
  const { call, fields, complain, ended, busy, refresh, live } = window.concordat;

  const within = (form, part) => form.querySelector('[data-conflict-' + part + ']');

  /** Whatever was previewed is not what would be applied now. */
  function stale(form) {
    within(form, 'preview').hidden = true;
    within(form, 'apply').hidden = true;
    within(form, 'look').hidden = false;
    form.dataset.touched = 'true';
  }

  function line(text, tag) {
    return Object.assign(document.createElement(tag || 'p'), { className: 'mb-1', textContent: text });
  }

  function shown(form, body) {
    const region = within(form, 'preview');
    const list = document.createElement('ul');
    form.querySelectorAll('fieldset').forEach((one) => {
      const chosen = one.querySelector('input:checked');
      if (chosen && chosen.name !== 'resolution') {
        const value = chosen.labels[0].querySelector('.conflict-value').textContent;
        list.append(line(one.querySelector('legend').textContent + ': ' + value, 'li'));
      }
    });
    region.replaceChildren(
      line(region.dataset[body.here + 'Here']), line(region.dataset[body.there + 'There']),
      ...(list.children.length ? [line(region.dataset.after), list] : []),
      ...(body.guests ? [line(region.dataset.guests)] : []));
    region.hidden = false;
    within(form, 'look').hidden = true;
    within(form, 'apply').hidden = false;
    within(form, 'apply').focus();
  }

  async function preview(form) {
    const [method, path] = form.dataset.rest.split(' ');
    busy(form, true);
    const answer = await call(method, path + '?preview=true', fields(form), {
      'If-Match': '"' + form.dataset.version + '"', 'Idempotency-Key': crypto.randomUUID(),
    });
    busy(form, false);
    if (answer.ok) {
      shown(form, answer.body);
    } else if (answer.status === 401) {
      ended();
    } else {
      complain(form, answer);
    }
  }

  function whole(form, side) {
    form.querySelectorAll('input[type=radio][value=' + side + ']').forEach((one) => { one.checked = true; });
    stale(form);
  }

  // Before the form's own listener: the first press looks, the second applies.
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('form[data-conflict]');
    if (form && within(form, 'apply').hidden && form.checkValidity()) {
      event.preventDefault();
      event.stopPropagation();
      preview(form);
    }
  }, true);
  document.addEventListener('change', (event) => {
    const form = event.target.closest && event.target.closest('form[data-conflict]');
    if (form) {
      stale(form);
    }
  });
  document.addEventListener('click', (event) => {
    const all = event.target.closest('[data-conflict-all]');
    if (all) {
      whole(all.closest('form'), all.dataset.conflictAll);
    }
  });
  const choosing = () => document.querySelector('form[data-touched], dialog[open]')
    || document.querySelector('[data-conflict-preview]:not([hidden])');
  live('calendar_conflict', () => choosing() || refresh('#conflicts-list', choosing));
})();
