// Before anything is painted: dark if the user, or else the machine, wants it so.
(function () {
  'use strict';
  const root = document.documentElement;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  function apply() {
    if (root.dataset.theme === 'auto') {
      root.dataset.bsTheme = dark.matches ? 'dark' : 'light';
    }
  }
  apply();
  dark.addEventListener('change', apply);
  // Times are written by the server: it learns the zone here, once.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = document.cookie.split('; ').find((one) => one.startsWith('concordat-zone='));
  if (zone && known === undefined) {
    document.cookie = 'concordat-zone=' + zone + '; path=/; max-age=31536000; samesite=lax';
  }
})();
