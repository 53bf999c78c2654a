// Everybody's calendars stay true while the page is open; what the tenant says once is filled in.
(function () {
  'use strict';
  const { call, refresh, live } = window.concordat;

  async function fill(form) {
    form.setAttribute('aria-busy', 'true');
    const answer = await call('GET', form.dataset.loads);
    form.removeAttribute('aria-busy');
    Object.entries(answer.ok ? answer.body : {}).forEach(([name, value]) => {
      const input = form.elements.namedItem(name);
      if (input) {
        input.value = value;
      }
    });
  }

  document.querySelectorAll('form[data-loads]').forEach(fill);
  live('calendar_provider', () => document.querySelector('dialog[open]') || refresh('#calendar-list'));
})();
