// Everybody's calendars stay true while the page is open; what the tenant says once is filled in.
(function () {
  'use strict';
  const { call, refresh, live } = window.concordat;

  /** Only what was seen is changed. */
  function versioned(form, body) {
    if (body && body.version !== undefined) {
      form.dataset.version = body.version;
    }
  }

  async function fill(form) {
    form.setAttribute('aria-busy', 'true');
    const answer = await call('GET', form.dataset.loads);
    form.removeAttribute('aria-busy');
    versioned(form, answer.body);
    Object.entries(answer.ok ? answer.body : {}).forEach(([name, value]) => {
      const input = form.elements.namedItem(name);
      if (input) {
        input.value = value;
      }
    });
  }

  document.querySelectorAll('form[data-loads]').forEach(fill);
  document.addEventListener('rest:done', (event) => event.target.dataset.loads && versioned(event.target, event.detail.body));
  live('calendar_provider', () => document.querySelector('dialog[open]') || refresh('#calendar-list'));
})();
