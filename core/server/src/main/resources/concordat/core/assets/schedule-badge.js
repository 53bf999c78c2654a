// What plugins say about an entry: a sign beside its title, and words for whoever asks.
(() => {
  'use strict';
  const { schedule } = window.concordat;
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

  document.addEventListener('schedule:opened', (event) => {
    const badge = event.detail && schedule.badge(event.detail);
    const line = document.getElementById('schedule-badge');
    line.hidden = !badge;
    line.replaceChildren(...(badge ? [badge, ' ' + badge.title] : []));
  });
})();
