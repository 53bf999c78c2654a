// Sends people to the vendor for consent: in a window of its own, or here when windows are blocked.
(function () {
  'use strict';
  const { call, problem, busy, ended, text, toast, refresh } = window.concordat;
  const NAME = 'concordat-calendar';
  const TYPE = 'concordat.calendarAuth';
  const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  let pending = null;

  /** In the click itself, or the browser takes it for advertising. */
  function open() {
    const box = window.open('', NAME, 'popup,width=560,height=720');
    try {
      box.document.title = text('js.calendar.auth.window');
      box.document.body.textContent = text('js.calendar.auth.window');
    } catch (elsewhere) {
      // There is none, or the one of before shows the vendor's page still.
    }
    return box;
  }

  async function authorize(id, at, box) {
    busy(at, true);
    const answer = await call('POST', '/api/v1/calendar/providers/' + id + '/connect', {});
    busy(at, false);
    if (answer.ok) {
      go(box, answer.body.authorizationUrl);
      return;
    }
    if (box) {
      box.close();
    }
    if (answer.status === 401) {
      ended();
    } else {
      toast(problem(answer), 'danger');
    }
  }

  function go(box, address) {
    if (box && !box.closed) {
      box.location.replace(address);
      box.focus();
    } else {
      location.assign(address);
    }
  }

  function tell(success, code) {
    const box = document.createElement('div');
    box.id = 'calendar-outcome-box';
    box.className = 'alert ' + (success ? 'alert-success' : 'alert-danger');
    box.setAttribute('role', success ? 'status' : 'alert');
    box.textContent = text('js.calendar.auth.' + (success ? 'success' : code));
    document.getElementById('calendar-outcome').replaceChildren(box);
  }

  function shaped(message) {
    return message && message.type === TYPE
      && (message.calendarAuth === 'success' || message.calendarAuth === 'error')
      && (message.calendarError === null || /^[a-z_]{1,40}$/.test(message.calendarError))
      && (message.provider === null || ID.test(message.provider));
  }

  window.addEventListener('message', async (event) => {
    if (event.origin !== location.origin || !shaped(event.data)) {
      return;
    }
    tell(event.data.calendarAuth === 'success', event.data.calendarError);
    await refresh('#calendar-list');
    const card = document.getElementById('calendar-' + event.data.provider + '-card');
    if (card) {
      card.scrollIntoView({ block: 'nearest' });
    }
  });

  /** The vendor sent the browser back here: a window tells its opener and goes. */
  function landed(box) {
    const { calendarAuth, calendarError, provider } = box.dataset;
    history.replaceState(null, '', location.pathname);
    if (window.opener && window.opener !== window) {
      window.opener.postMessage(
        { type: TYPE, calendarAuth, calendarError: calendarError || null, provider: provider || null },
        location.origin);
      window.close();
    }
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-authorize]');
    if (button && !button.disabled) {
      authorize(button.dataset.authorize, button, open());
    }
  });

  document.addEventListener('submit', (event) => {
    if (event.target.dataset.authorizes && event.target.checkValidity()) {
      pending = open();
    }
  }, true);

  document.addEventListener('rest:done', async (event) => {
    document.getElementById('calendar-outcome').replaceChildren();
    if (event.target.dataset.authorizes) {
      event.target.reset();
      event.target.querySelector('[data-rule]').dispatchEvent(new Event('change', { bubbles: true }));
      await authorize(event.detail.body.id, event.target, pending);
      refresh('#calendar-list');
    }
  });

  document.addEventListener('rest:failed', (event) => {
    if (event.target.dataset.authorizes && pending) {
      pending.close();
    }
  });

  // A tag is asked for only where it means something.
  document.addEventListener('change', (event) => {
    if (event.target.dataset.rule) {
      const part = document.querySelector(event.target.dataset.rule);
      const tagged = event.target.value === 'tagged';
      part.hidden = !tagged;
      part.querySelector('input').disabled = !tagged;
    }
  });

  const box = document.querySelector('[data-calendar-auth]');
  if (box) {
    landed(box);
  }
})();
