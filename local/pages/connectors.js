import { answered, api, element, mappingOf } from './connector-mapping.js';
import { texts } from './connectors-texts.js';
import { conversionRows } from './conversion-rows.js';
import { language } from './home-texts.js';

const find = (id) => document.getElementById(id);
const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
/** One connector of each type that this machine can play. */
const consentVersion = 'quang-cao-mau';
const agreed = { isApproved: true, hasTrackingConsent: true, consentVersion };
const samples = [
  {
    ...{ id: 'meta-mau', type: 'meta', name: 'Meta Lead Ads', settings: { pageId: '150000000000001' }, ...agreed },
    conversions: {
      ...{ account: '1234567890123456', consentVersions: [consentVersion] },
      stages: { lead: 'Lead', mql: 'MQL', sql: 'SQL', customer: 'Customer' },
    },
  },
  {
    id: 'zalo-mau',
    type: 'zalo',
    name: 'Zalo OA',
    settings: { appId: '360846524940903967', oaId: '388613280878808645', asks: 'true' },
    isApproved: true,
  },
  { id: 'tiktok-mau', type: 'tiktok', name: 'TikTok', settings: { advertiserId: '7000000000000000001' }, isApproved: true },
  {
    ...{ id: 'google-mau', type: 'google-ads', name: 'Google Ads', ...agreed },
    conversions: {
      ...{ account: '1112223334', clientId: 'mau.apps.googleusercontent.com', consentVersions: [consentVersion] },
      stages: { lead: '101', mql: '102', sql: '103', customer: '105' },
    },
  },
  { id: 'landing-mau', type: 'generic', name: 'LadiPage' },
];

document.documentElement.lang = language;
document.title = `${texts.title} · Phễu`;
for (const one of document.querySelectorAll('[data-text]')) one.textContent = texts[one.dataset.text];
const other = language === 'vi' ? 'en' : 'vi';
Object.assign(find('language'), {
  textContent: other === 'en' ? 'English' : 'Tiếng Việt',
  href: `?lang=${other}`,
  lang: other,
  hreflang: other,
});
find('fate').append(...Object.entries(texts.fates).map(([value, textContent]) => element('option', { value, textContent })));

function say(text) {
  find('said').textContent = text;
  if (text) setTimeout(() => find('said').textContent === text && say(''), 9_000);
}

const trying = (act) => async (event) => {
  const button = event?.currentTarget;
  if (button instanceof HTMLButtonElement) button.disabled = true;
  try {
    await act(event);
  } catch (error) {
    say(`${texts.failed}: ${error.message}`);
  } finally {
    if (button instanceof HTMLButtonElement) button.disabled = false;
  }
};

const config = (method, body, version) => api(method, '/v1/config/connectors', { body, version });

const helper = async (path, body) => await answered(await fetch(`/_local/${path}`, { method: 'POST', body: JSON.stringify(body) }));

async function publish(change) {
  const { version, documents } = await config('GET');
  await config('PUT', { documents: change(documents) }, version);
  say(texts.added);
  await list();
}

find('add').onclick = trying(() =>
  publish((documents) => [...documents, ...samples.filter(({ id }) => documents.every((one) => one.id !== id))]),
);
find('quarter').onclick = trying(async () => {
  const { now } = await helper('clock', { advance: 'PT15M' });
  say(new Date(now).toLocaleString(locale));
});
find('fate').onchange = trying(() => helper('connectors', { fate: find('fate').value }));

const shown = new Map();

async function list() {
  const { documents } = await config('GET');
  find('none').hidden = documents.length > 0;
  for (const connector of documents) {
    const known = shown.get(connector.id);
    if (known && JSON.stringify(known.connector) === JSON.stringify(connector)) continue;
    const made = cardOf(connector);
    if (known) {
      // What somebody opened stays open.
      made.card.querySelector('details').open = known.card.querySelector('details').open;
      known.card.replaceWith(made.card);
    } else find('connectors').append(made.card);
    shown.set(connector.id, made);
  }
  for (const [id, { card }] of shown) {
    if (documents.some((one) => one.id === id)) continue;
    card.remove();
    shown.delete(id);
  }
}

function cardOf(connector) {
  const { id, type, name, isApproved } = connector;
  const said = element('p', { className: 'dim' });
  said.setAttribute('role', 'status');
  const post = (way) =>
    trying(async () => {
      const { posted } = await helper('connectors', { connector, way, count: way === 'lost' || way === 'retried' ? 10 : 1 });
      const answers = posted.flatMap((one) => one.answers);
      said.textContent = texts.posted({
        people: posted.length,
        posts: answers.length,
        lost: posted.filter(({ isLost }) => isLost).length,
        slowest: Math.max(0, ...answers.map(({ ms }) => ms)),
        statuses: [...new Set(answers.map(({ status }) => status))].join(', '),
      });
    });
  const conversions = conversionRows(connector);
  const sum = element('p', { className: 'dim' });
  const rows = element('tbody');
  const head = element('tr', {}, ...texts.columns.map((textContent) => element('th', { scope: 'col', textContent })));
  const table = element('table', { hidden: true }, element('thead', {}, head), rows);
  const title = element('h2', { textContent: name, id: `title-${id}` });
  const card = element(
    'section',
    { className: 'connector' },
    element(
      'div',
      { className: 'title' },
      title,
      element('span', { className: 'dim', textContent: `${type} · ${isApproved ? texts.approved : texts.fresh}` }),
      element('code', { textContent: `/v1/inbound/${id}` }),
    ),
    element(
      'div',
      { className: 'buttons' },
      ...Object.entries(texts.ways).map(([way, textContent]) => element('button', { type: 'button', textContent, onclick: post(way) })),
    ),
    said,
    mappingOf(connector, { trying, say, changed: list }),
    sum,
    element('div', { className: 'scroll' }, table),
    conversions.part,
  );
  card.setAttribute('aria-labelledby', title.id);
  return { connector, conversions, card, sum, rows, table, last: '' };
}

function rowOf({ receivedAt, state, reason, outcome, leadId, reasons }) {
  const kind = state === 'failed' || outcome === 'quarantine' ? 'bad' : state === 'taken' ? 'good' : '';
  const became = [outcome && texts.outcomes[outcome], reasons.join(', ')].filter(Boolean).join(': ');
  return element(
    'tr',
    {},
    element('td', { textContent: new Date(receivedAt).toLocaleTimeString(locale) }),
    element('td', { className: kind, textContent: [texts.states[state] ?? state, reason].filter(Boolean).join(' · ') }),
    element('td', { textContent: became }),
    element('td', {}, element('code', { textContent: leadId ?? '' })),
  );
}

async function follow(turn) {
  for (const [id, one] of shown) {
    // Routes for people take five requests a second.
    if (turn % 5 === 0) await one.conversions.follow().catch(() => {});
    const answer = await fetch(`/_local/connectors?of=${encodeURIComponent(id)}`, { headers: { accept: 'application/json' } });
    const { deliveries } = await answer.json();
    const text = JSON.stringify(deliveries);
    if (text === one.last) continue;
    one.last = text;
    const count = (states) => deliveries.filter(({ state }) => states.includes(state)).length;
    const [taken, held] = [count(['taken']), count(['held'])];
    const leads = new Set(deliveries.map(({ leadId }) => leadId).filter(Boolean)).size;
    one.sum.textContent =
      deliveries.length === 0 ? texts.nothing : texts.became({ taken, held, other: deliveries.length - taken - held, leads });
    one.table.hidden = deliveries.length === 0;
    one.rows.replaceChildren(...deliveries.slice(0, 30).map(rowOf));
  }
}

await trying(list)();
for (let turn = 0; ; turn += 1) {
  await follow(turn).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}
