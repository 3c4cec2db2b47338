import { language } from './home-texts.js';
import { texts } from './webhooks-texts.js';

const host = 'https://receiver.example.com';
const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
const find = (id) => document.getElementById(id);
const time = (at) => new Date(at).toLocaleTimeString(locale);
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
};

const behaviours = {
  200: { status: 200 },
  slow: { status: 200, delaySeconds: 15 },
  404: { status: 404 },
  410: { status: 410 },
  429: { status: 429, retryAfterSeconds: 30 },
  500: { status: 500 },
  301: { status: 301 },
};

document.documentElement.lang = language;
for (const one of document.querySelectorAll('[data-text]')) one.textContent = texts[one.dataset.text];
const other = language === 'vi' ? 'en' : 'vi';
Object.assign(find('language'), {
  textContent: other === 'en' ? 'English' : 'Tiếng Việt',
  href: `?lang=${other}`,
  lang: other,
  hreflang: other,
});

function say(text) {
  find('said').textContent = text;
  if (text) setTimeout(() => find('said').textContent === text && say(''), 6_000);
}

let token;
async function ask(method, path, body) {
  token ??= fetch('/_local/token?user=admin@example.com').then((answer) => answer.text());
  const answer = await fetch(`/v1/webhooks${path}`, {
    method,
    headers: { authorization: `Bearer ${(await token).trim()}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (answer.status === 401) token = undefined;
  const told = answer.status === 204 ? {} : await answer.json();
  if (answer.ok) return told;
  throw new Error([told.detail, ...(told.errors ?? []).map(({ message }) => message)].filter(Boolean).join(' '));
}

const local = (body) => fetch('/_local/webhooks', { method: 'POST', body: JSON.stringify(body) });

/** Does something that may fail, and says so. */
const trying = (act) => async (event) => {
  event.preventDefault();
  try {
    await act(event);
  } catch (error) {
    say(error.message);
  }
  await refresh();
};

find('connect').onsubmit = trying(async () => {
  const events = find('events')
    .value.split(/[\s,]+/)
    .filter(Boolean);
  const path = find('path').value;
  const { secret } = await ask('POST', '', { url: `${host}${path}`, description: path.slice(1), events });
  await local({ path, secret });
  say(texts.made);
});
find('clear').onclick = trying(() => fetch('/_local/webhooks', { method: 'DELETE' }));

const button = (text, act) => element('button', { type: 'button', textContent: text, onclick: trying(act) });

function addressOf({ webhookId, url, events, off, failingSince }, deliveries, answers) {
  const { pathname } = new URL(url);
  const choice = Object.keys(behaviours).find((name) => isBehaviour(answers[pathname], behaviours[name])) ?? '200';
  const select = element('select', { onchange: trying(() => local({ path: pathname, behaviour: behaviours[select.value] })) });
  select.append(
    ...Object.keys(behaviours).map((name) =>
      element('option', { value: name, textContent: texts.behaviours[name], selected: name === choice }),
    ),
  );
  const state = off ? texts.off[off.because] : failingSince ? texts.failing(time(failingSince)) : '';
  return element(
    'li',
    {},
    element('p', {}, element('b', { textContent: pathname }), ` ${events.join(', ')}`),
    state ? element('p', { className: 'bad', textContent: state }) : null,
    element('label', { className: 'field' }, element('span', { textContent: texts.answers }), select),
    element(
      'p',
      { className: 'row' },
      button(texts.ping, () => ask('POST', `/${webhookId}/ping`).then(() => say(texts.asked))),
      button(texts.resend, () =>
        ask('POST', `/${webhookId}/resend`, { since: new Date(Date.now() - 29 * 864e5).toISOString() }).then(() => say(texts.asked)),
      ),
      button(off ? texts.turnOn : texts.turnOff, () => ask('PATCH', `/${webhookId}`, { isOn: off !== null })),
    ),
    deliveries.length === 0
      ? null
      : element(
          'details',
          {
            open: openDetails.has(webhookId),
            ontoggle: ({ target }) => void (target.open ? openDetails.add(webhookId) : openDetails.delete(webhookId)),
          },
          element('summary', { textContent: `${texts.deliveries} (${deliveries.length})` }),
          ...deliveries.map((delivery) => element('p', { className: 'dim', textContent: lineOf(delivery) })),
        ),
  );
}

const openDetails = new Set();
const isBehaviour = (one = { status: 200 }, { status, delaySeconds = 0, retryAfterSeconds = null }) =>
  one.status === status && (one.delaySeconds ?? 0) === delaySeconds && (one.retryAfterSeconds ?? null) === retryAfterSeconds;

function lineOf({ type, state, attempts, nextAttemptAt }) {
  const tried = attempts.map(({ startedAt, status, fault }) => `${time(startedAt)} ${status ?? fault ?? '…'}`).join(', ');
  return `${type}: ${texts.states[state]}${tried ? ` (${tried})` : ''}${nextAttemptAt && attempts.length > 0 ? `, ${texts.next(time(nextAttemptAt))}` : ''}`;
}

function receiptOf({ at, path, webhookId, repeats, verdict, signatures, body, status }) {
  let shown = body;
  let type = '';
  try {
    const told = JSON.parse(body);
    type = told.type;
    shown = JSON.stringify(told, null, 2);
  } catch {
    // Shown as it came.
  }
  return element(
    'li',
    {},
    element(
      'p',
      { className: 'row' },
      element('b', { textContent: type }),
      element('span', { className: 'dim', textContent: `${time(at)} · ${path}` }),
      element('span', {
        className: verdict === 'valid' ? 'good' : 'bad',
        textContent: `${verdict === 'valid' ? '✓ ' : ''}${texts.verdicts[verdict]}`,
      }),
      signatures > 1 ? element('span', { className: 'dim', textContent: texts.bySignatures(signatures) }) : null,
      element('span', { className: status < 300 ? 'dim' : 'bad', textContent: texts.answered(status) }),
      repeats > 0 ? element('span', { className: 'dim', textContent: texts.again(repeats) }) : null,
    ),
    element('p', { className: 'dim', textContent: `webhook-id ${webhookId}` }),
    element('pre', { textContent: shown }),
  );
}

let last = '';
async function refresh() {
  const { receipts, behaviours: answers } = await fetch('/_local/webhooks', { headers: { accept: 'application/json' } }).then((answer) =>
    answer.json(),
  );
  const { items } = await ask('GET', '');
  const ours = items.filter(({ url }) => url.startsWith(`${host}/`));
  const deliveries = await Promise.all(ours.map(({ webhookId }) => ask('GET', `/${webhookId}/deliveries?limit=20`)));
  const seen = JSON.stringify([receipts.length, receipts.at(-1)?.receiptId, answers, ours, deliveries]);
  // A page that is drawn anew under somebody's finger closes what they have open.
  if (seen === last || document.activeElement?.tagName === 'SELECT') return;
  last = seen;
  find('no-addresses').hidden = ours.length > 0;
  find('none').hidden = receipts.length > 0;
  find('count').textContent = texts.count(receipts.length);
  find('addresses').replaceChildren(...ours.map((one, index) => addressOf(one, deliveries[index].items, answers)));
  find('receipts').replaceChildren(...receipts.slice(-100).reverse().map(receiptOf));
}
await refresh();
setInterval(() => refresh().catch((error) => say(error.message)), 2_000);
