// What plugins say about an entry: a sign beside its title, and words for whoever asks.
(() => {
  'use strict';
  const { schedule, call, problem, base } = window.concordat;
  const texts = JSON.parse(document.getElementById('schedule-badges').textContent);
  const SIGNS = { synced: '✓', pending: '↻', conflict: '⇄', error: '!' };

  schedule.badge = (item) => {
    if (!item.badge) {
      return null;
    }
    const { state, reason } = item.badge;
    const sign = document.createElement('span');
    sign.className = 'ev-badge ev-badge-' + state;
    sign.textContent = SIGNS[state];
    sign.title = [texts[state], texts['reason.' + reason]].filter(Boolean).join('. ');
    sign.setAttribute('aria-hidden', 'true');
    return sign;
  };

  const why = document.getElementById('schedule-why');
  const list = document.getElementById('schedule-why-list');
  let shown = null;
  document.getElementById('schedule-why-open').textContent = texts.why;

  function line(standing, i) {
    const item = document.createElement('li');
    item.textContent = standing.text;
    if (standing.link) {
      const link = document.createElement('a');
      link.id = 'schedule-why-' + (standing.providerId || standing.userId) + '-open';
      link.href = base + standing.link;
      link.textContent = texts['why.open'];
      link.setAttribute('aria-label', texts['why.open'] + (standing.name ? ': ' + standing.name : ' ' + (i + 1)));
      item.append(' ', link);
    }
    return item;
  }

  why.addEventListener('toggle', async () => {
    const asked = shown;
    if (!why.open || !asked || list.childElementCount) {
      return;
    }
    const answer = await call('GET', '/api/v1/schedule/entries/' + asked + '/sync');
    if (asked !== shown) {
      return;
    }
    const said = document.createElement('li');
    said.textContent = answer.ok ? texts['why.none'] : problem(answer);
    const lines = answer.ok ? answer.body.items.map(line) : [];
    list.replaceChildren(...(lines.length ? lines : [said]));
  });

  document.addEventListener('schedule:opened', (event) => {
    const badge = event.detail && schedule.badge(event.detail);
    const sign = document.getElementById('schedule-badge');
    sign.hidden = !badge;
    sign.replaceChildren(...(badge ? [badge, ' ' + badge.title] : []));
    shown = (event.detail && event.detail.id) || null;
    why.open = false;
    why.hidden = !shown;
    list.replaceChildren();
  });
})();
