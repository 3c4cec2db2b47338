import { language, texts } from './home-texts.js';

const keptRows = 500;
const find = (id) => document.getElementById(id);
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== undefined && child !== ''));
  return made;
};
const short = (id) => (id.length > 12 ? `${id.slice(0, 8)}…` : id);
const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
const clockTime = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' });
const timeOf = (at) => element('time', { dateTime: at, textContent: clockTime.format(new Date(at)) });
const factsOf = (facts = {}) =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${typeof value === 'number' ? value.toLocaleString(locale) : value}`)
    .join(' · ');
const seconds = (ms) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long', maximumFractionDigits: 1 }).format(ms / 1000);

/** Rows by id; the list shows them, newest first, and each stays the same element while it changes. */
const shown = new Map();
const visitors = new Set();
let chosen = '';
let lastSaid = 0;

const leadLink = (leadId) => {
  // The tail of an id tells leads apart; its head says when they were made.
  return element('a', { href: `#${leadId}`, textContent: `${texts.lead} …${leadId.slice(-6)}`, title: leadId });
};

const visitorButton = (visitorId) => {
  const button = element('button', { type: 'button', textContent: short(visitorId), title: visitorId });
  button.setAttribute('aria-label', `${texts.filter} ${short(visitorId)}`);
  button.onclick = () => choose(chosen === visitorId ? '' : visitorId);
  return button;
};

const fateOf = ({ fate, why }) => {
  const reasons = why.map((reason) => texts.reasons[reason] ?? reason).join(texts.orReason);
  return reasons === '' ? texts.fates[fate] : `${texts.fates[fate]}: ${reasons}`;
};

const eventLine = ({ type, page, title, props, visibleMs }) =>
  element(
    'li',
    {},
    `${texts.events[type] ?? type} `,
    element('code', { textContent: type }),
    ` ${title ?? ''} `,
    element('span', { className: 'dim', textContent: page }),
    visibleMs === undefined ? '' : ` ${seconds(visibleMs)}`,
    props ? element('div', { className: 'dim', textContent: factsOf(props) }) : '',
  );

const beaconParts = (row) => {
  const { visitorId, sessionId, events, lostEvents, hasConsent } = row;
  const session =
    sessionId && element('span', { className: 'dim', textContent: `${texts.session} …${sessionId.slice(-6)}`, title: sessionId });
  const head = element(
    'div',
    { className: 'head' },
    timeOf(row.at),
    visitorId ? visitorButton(visitorId) : '',
    session ?? '',
    element('span', { className: 'fate', textContent: fateOf(row) }),
  );
  const lost = lostEvents > 0 ? element('div', { className: 'dim', textContent: texts.lost(lostEvents) }) : '';
  const none = hasConsent ? '' : element('div', { className: 'dim', textContent: texts.nothingKept });
  return [head, events.length > 0 ? element('ol', {}, ...events.map(eventLine)) : '', lost, none].filter((part) => part !== '');
};

const linkParts = ({ kind, at, visitorId, leadId }) => [
  element('div', { className: 'head' }, timeOf(at), visitorButton(visitorId), texts[kind], leadLink(leadId)),
];

function showRow(row) {
  const known = shown.get(row.id);
  const line = known ?? element('li');
  const hasFocus = line.contains(document.activeElement);
  line.dataset.kind = row.kind;
  line.dataset.fate = row.fate ?? '';
  line.dataset.visitor = row.visitorId ?? '';
  line.replaceChildren(...(row.kind === 'beacon' ? beaconParts(row) : linkParts(row)));
  if (hasFocus) line.querySelector('button')?.focus();
  line.hidden = chosen !== '' && row.visitorId !== chosen;
  if (!known) {
    shown.set(row.id, line);
    find('visits').prepend(line);
  }
  if (row.visitorId) visitors.add(row.visitorId);
}

function showLead({ at, type, leadId, facts }) {
  const head = element(
    'div',
    { className: 'head' },
    timeOf(at),
    `${texts.news[type] ?? ''}`,
    element('code', { textContent: type }),
    leadLink(leadId),
  );
  find('leads').prepend(element('li', {}, head, element('div', { className: 'dim', textContent: factsOf(facts) })));
}

/** A screen reader hears of the newest, and not of every one of a flood. */
function say(changes) {
  const newest = changes.visits.findLast(({ fate }) => fate !== 'waiting');
  if (!newest || Date.now() - lastSaid < 1500) return;
  lastSaid = Date.now();
  const who = newest.visitorId ? `${texts.visitor} ${short(newest.visitorId)}` : '';
  const what =
    newest.kind === 'beacon'
      ? `${newest.events.map(({ type, title, page }) => `${texts.events[type] ?? type} ${title ?? page}`).join(', ')} ${fateOf(newest)}`
      : texts[newest.kind];
  find('said').textContent = `${who} ${what}`;
}

function trim() {
  const list = find('visits');
  while (list.children.length > keptRows) list.lastChild.remove();
  for (const [id, line] of shown) if (!line.isConnected) shown.delete(id);
  const leads = find('leads');
  while (leads.children.length > keptRows) leads.lastChild.remove();
  find('no-visits').hidden = list.children.length > 0;
  find('no-leads').hidden = leads.children.length + find('known').children.length > 0;
  const select = find('visitor');
  if (select.options.length === visitors.size + 1) return;
  select.replaceChildren(
    new Option(texts.everybody, ''),
    ...[...visitors].reverse().map((visitorId) => new Option(short(visitorId), visitorId)),
  );
  select.value = chosen;
}

function choose(visitorId) {
  chosen = visitorId;
  find('visitor').value = visitorId;
  for (const line of shown.values()) line.hidden = chosen !== '' && line.dataset.visitor !== chosen;
}

function showAll({ visits, leads }) {
  visits.forEach(showRow);
  leads.forEach(showLead);
  trim();
}

function showState({ now, busy, retrying }) {
  find('lamp').dataset.is = busy.length === 0 ? 'idle' : 'busy';
  const what = busy.length === 0 ? texts.idle : texts.busy(busy.length);
  find('busy').textContent = retrying.length === 0 ? what : `${what}, ${texts.retrying(retrying.length)}`;
  find('busy').title = [...busy, ...retrying].join('\n');
  find('now').dateTime = now;
  find('now').textContent = clockTime.format(new Date(now));
}

/** A browser gives few connections to one address: a page that nobody looks at must not hold one. */
let stream;
function follow() {
  stream?.close();
  if (document.hidden) return;
  stream = new EventSource('/_local/visits/stream');
  stream.addEventListener('everything', ({ data }) => {
    shown.clear();
    visitors.clear();
    find('visits').replaceChildren();
    find('leads').replaceChildren();
    showAll(JSON.parse(data));
  });
  stream.addEventListener('changes', ({ data }) => {
    const changes = JSON.parse(data);
    showAll(changes);
    say(changes);
  });
  stream.addEventListener('state', ({ data }) => showState(JSON.parse(data)));
  stream.onerror = () => {
    find('lamp').dataset.is = 'away';
    find('busy').textContent = texts.away;
  };
}

/** Items that the API answers to the administrator of the demo configuration; undefined when they cannot be read. */
async function readItems(path) {
  const token = await (await fetch('/_local/token?user=admin@example.com')).text();
  const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
  return answer.ok ? (await answer.json()).items : undefined;
}

const readTimeline = (leadId) => readItems(`/v1/leads/${encodeURIComponent(leadId)}/timeline?limit=50`);

/** Whom the table held when the page was opened: a company that has lived already, or what `--data` kept. */
async function showKnown() {
  const leads = (await readItems('/v1/leads?limit=50').catch(() => undefined)) ?? [];
  const lines = leads.map(({ leadId, fullName, createdAt, stage, owner }) => {
    const about = [texts.stages[stage] ?? stage, owner?.name].filter(Boolean).join(' · ');
    const head = element('div', { className: 'head' }, timeOf(createdAt), fullName ?? '', leadLink(leadId));
    return element('li', {}, head, element('div', { className: 'dim', textContent: about }));
  });
  find('known').replaceChildren(...lines);
  find('known-title').hidden = lines.length === 0;
  trim();
}

async function showTimeline() {
  const leadId = decodeURIComponent(location.hash.slice(1));
  if (leadId === '') return;
  find('lead-title').textContent = `${texts.timeline} …${leadId.slice(-6)}`;
  find('timeline').replaceChildren();
  if (!find('lead').open) find('lead').showModal();
  const items = await readTimeline(leadId).catch(() => undefined);
  const lines = items?.map(({ at, type, summary }) =>
    element('li', {}, element('div', { className: 'head' }, timeOf(at), element('code', { textContent: type })), summary),
  );
  find('timeline').replaceChildren(...(lines ?? [element('li', { textContent: texts.noTimeline })]));
}

document.documentElement.lang = language;
document.title = texts.title;
for (const place of document.querySelectorAll('[data-text]')) place.textContent = texts[place.dataset.text];
for (const place of document.querySelectorAll('[data-label]')) place.setAttribute('aria-label', texts[place.dataset.label]);
const other = language === 'vi' ? 'en' : 'vi';
Object.assign(find('language'), { textContent: texts.other, href: `?lang=${other}`, lang: other, hreflang: other });
find('visitor').onchange = ({ target }) => choose(target.value);
find('advance').onclick = ({ target }) => {
  if (target.value) void fetch('/_local/clock', { method: 'POST', body: JSON.stringify({ advance: target.value }) });
};
find('lead').onclose = () => history.replaceState(null, '', location.pathname + location.search);
addEventListener('hashchange', showTimeline);
document.addEventListener('visibilitychange', follow);
follow();
void showTimeline();
void showKnown();
trim();
