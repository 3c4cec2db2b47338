import { language } from './home-texts.js';
import { texts } from './import-texts.js';

const find = (id) => document.getElementById(id);
const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
const number = (count) => count.toLocaleString(locale);
const element = (tag, properties = {}, ...children) => {
  const { dataset = {}, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== null));
  return made;
};

/** What is under way by itself, and is asked again. */
const moving = new Set(['reading', 'sorting', 'previewing', 'running', 'undoing']);
const actions = ['create', 'update', 'skip', 'quarantine'];
const groups = [
  [
    'person',
    [
      'fullName',
      'familyName',
      'middleName',
      'givenName',
      'phone',
      'email',
      'province',
      'company',
      'taxCode',
      'title',
      'product',
      'message',
      'tags',
    ],
  ],
  ['given', ['owner', 'date', 'source', 'campaign', 'leadId']],
  ['consent', ['consentNewsletter', 'consentAt', 'consentHow']],
  ['order', ['orderId', 'orderedAt', 'amount', 'paid', 'paidAt']],
  ['rest', ['keep', 'ignore']],
];

let shown;
let token;

document.documentElement.lang = language;
document.title = `${texts.title} · Phễu`;
for (const one of document.querySelectorAll('[data-text]')) one.textContent = texts[one.dataset.text];
const other = language === 'vi' ? 'en' : 'vi';
Object.assign(find('language'), {
  textContent: other === 'en' ? 'English' : 'Tiếng Việt',
  href: `?lang=${other}${location.hash}`,
  lang: other,
  hreflang: other,
});

function say(text) {
  find('said').textContent = text;
  if (text) setTimeout(() => find('said').textContent === text && say(''), 9_000);
}

async function ask(method, path, body) {
  token ??= fetch(`/_local/token?user=${encodeURIComponent(find('user').value)}`).then((answer) => answer.text());
  const answer = await fetch(`/v1/imports${path}`, {
    method,
    headers: { authorization: `Bearer ${(await token).trim()}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const told = await answer.json();
  if (answer.ok) return told;
  throw new Error([told.detail, ...(told.errors ?? []).map(({ message }) => message)].filter(Boolean).join(' '));
}

/** Does something that may fail, and says so. */
const trying = (act) => async (event) => {
  event?.preventDefault?.();
  const button = event?.submitter ?? event?.currentTarget;
  if (button instanceof HTMLButtonElement) button.disabled = true;
  try {
    await act(event);
  } catch (error) {
    say(`${texts.failed}: ${error.message}`);
  } finally {
    if (button instanceof HTMLButtonElement) button.disabled = false;
  }
};

// Bringing one

function choose(file) {
  if (!file) return;
  find('chosen').textContent = `${file.name} · ${(file.size / 1024 / 1024).toLocaleString(locale, { maximumFractionDigits: 1 })} MB`;
  if (find('source').value !== '') return;
  const plain = file.name
    .replace(/\.[^.]*$/, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase();
  find('source').value =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'danh-sach';
}

find('file').onchange = () => choose(find('file').files[0]);
for (const kind of ['dragover', 'dragleave', 'drop']) {
  find('drop').addEventListener(kind, (event) => {
    event.preventDefault();
    find('drop').classList.toggle('over', kind === 'dragover');
    if (kind !== 'drop' || event.dataTransfer.files.length === 0) return;
    find('file').files = event.dataTransfer.files;
    choose(find('file').files[0]);
  });
}

find('bring').onsubmit = trying(async () => {
  const [file] = find('file').files;
  const opened = await ask('POST', '', { fileName: file.name, bytes: file.size, source: find('source').value, kind: find('kind').value });
  const sent = await fetch(opened.upload.url, {
    method: 'PUT',
    body: file,
    headers: { 'content-type': file.type || 'application/octet-stream' },
  });
  if (!sent.ok) throw new Error(`${sent.status}`);
  await ask('POST', `/${opened.importId}/read`);
  find('bring').reset();
  find('chosen').textContent = texts.drop;
  await open(opened.importId);
});

find('user').onchange = trying(async () => {
  token = undefined;
  shown = undefined;
  find('main').replaceChildren();
  await list();
});

// The lists

async function list() {
  const { imports } = await ask('GET', '');
  find('none').hidden = imports.length > 0;
  find('lists').replaceChildren(
    ...imports.map(({ importId, fileName, state, progress, askedAt }) => {
      const detail = `${texts.states[state]} · ${texts.rows(number(progress.rows))} · ${new Date(askedAt).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short' })}`;
      const button = element(
        'button',
        { type: 'button', onclick: trying(() => open(importId)) },
        element('strong', { className: 'file', textContent: fileName }),
        element('span', { className: 'dim', textContent: detail }),
      );
      if (importId === shown?.importId) button.setAttribute('aria-current', 'true');
      return element('li', {}, button);
    }),
  );
}

let following = 0;

async function open(importId) {
  following += 1;
  const mine = following;
  history.replaceState(null, '', `#${importId}`);
  for (let before; mine === following; ) {
    const view = await ask('GET', `/${importId}`);
    if (mine !== following) return;
    const isOther = view.state !== before?.state;
    if (isOther || moving.has(view.state)) draw(view, isOther);
    if (isOther) await list();
    if (!moving.has(view.state)) return;
    before = view;
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
}

const act = (path, body) =>
  trying(async () => {
    await ask('POST', `/${shown.importId}${path}`, typeof body === 'function' ? body() : body);
    await open(shown.importId);
  });

// One list

const stepOf = {
  uploading: 'upload',
  reading: 'upload',
  failed: 'upload',
  mapping: 'mapping',
  sorting: 'previewed',
  previewing: 'previewed',
  previewed: 'previewed',
  running: 'running',
};

function draw(view, isOther) {
  shown = view;
  const { fileName, state, problem, problemRow, sheets, progress } = view;
  const why = texts.problems[problem] ?? problem;
  const current = stepOf[state === 'stopped' ? view.stoppedStep : state] ?? 'done';
  const head = element(
    'div',
    {},
    element('h2', { textContent: fileName }),
    element('p', {
      className: 'dim',
      textContent: [
        texts.states[state],
        texts.rows(number(progress.rows)),
        ...sheets.map(({ name, header }) => texts.header(name, header)),
      ].join(' · '),
    }),
    element(
      'ol',
      { className: 'steps' },
      ...Object.entries(texts.steps).map(([step, name]) => {
        const item = element('li', { textContent: name });
        if (step === current) item.setAttribute('aria-current', 'step');
        return item;
      }),
    ),
  );
  if (moving.has(state) && !isOther) {
    find('main').querySelector('.moving')?.replaceWith(movingPart(view));
    return;
  }
  find('main').replaceChildren(
    head,
    ...[
      state === 'failed'
        ? element('section', {}, element('p', { textContent: problemRow === null ? why : texts.problemRow(problemRow, why) }))
        : null,
      state === 'stopped' ? stoppedPart(view) : null,
      moving.has(state) ? movingPart(view) : null,
      state === 'mapping' || state === 'previewed' ? mappingPart(view) : null,
      state === 'previewed' ? previewPart(view) : null,
      ['done', 'undoing', 'undone'].includes(state) ? resultPart(view) : null,
    ].filter((part) => part !== null),
  );
}

const askedAgainBy = { reading: '/read', sorting: '/mapping', previewing: '/mapping', running: '/start', undoing: '/undo' };

function stoppedPart({ problem, stoppedStep, owner, movesKnown, welcomes }) {
  const path = askedAgainBy[stoppedStep];
  const body = path === '/mapping' ? { columns: {}, owner, movesKnown, welcomes } : undefined;
  return element(
    'section',
    {},
    element('p', { textContent: texts.problems[problem] ?? problem }),
    element('button', { type: 'button', className: 'main', textContent: texts.tryAgain, onclick: act(path, body) }),
  );
}

let begun = { state: '', at: 0, passed: 0 };

function movingPart({ state, progress: { rows, passed } }) {
  if (begun.state !== state || passed < begun.passed) begun = { state, at: performance.now(), passed };
  const seconds = ((performance.now() - begun.at) / 1000 / Math.max(1, passed - begun.passed)) * (rows - passed);
  const isKnown = passed > begun.passed && rows > passed;
  const unit = seconds > 90 ? [Math.round(seconds / 60), 'minute'] : [Math.max(1, Math.round(seconds)), 'second'];
  const left = isKnown
    ? texts.left(new Intl.NumberFormat(locale, { style: 'unit', unit: unit[1], unitDisplay: 'long' }).format(unit[0]))
    : '';
  const bar = element('progress', { max: Math.max(1, rows) });
  if (['sorting', 'previewing', 'running', 'undoing'].includes(state)) bar.value = passed;
  bar.setAttribute('aria-label', texts.states[state]);
  const percent = rows > 0 ? `${Math.floor((passed / rows) * 100)} %` : '';
  return element(
    'section',
    { className: 'moving' },
    bar,
    element('p', { className: 'dim', textContent: [texts.states[state], percent, left].filter(Boolean).join(' · ') }),
  );
}

function tableOf(heads, body) {
  const row = element('tr', {}, ...heads.map((textContent) => element('th', { textContent, scope: 'col' })));
  return element('div', { className: 'wide' }, element('table', {}, element('thead', {}, row), body));
}

function mappingPart({ kind, columns = [], targets = [], owner, movesKnown, welcomes, state }) {
  const selects = new Map();
  const own = targets.filter(({ labels }) => labels);
  const optionsFor = (chosen) => [
    ...groups.map(([name, members]) =>
      element(
        'optgroup',
        { label: texts.groups[name] },
        ...members.map((target) => element('option', { value: target, textContent: texts.targets[target], selected: target === chosen })),
      ),
    ),
    element(
      'optgroup',
      { label: texts.groups.own },
      ...own.map(({ target, labels }) => element('option', { value: target, textContent: labels[language], selected: target === chosen })),
    ),
  ];
  const rows = columns.map(({ key, header, samples, target }) => {
    const select = element('select', {}, ...optionsFor(target));
    select.setAttribute('aria-label', `${header}: ${texts.target}`);
    selects.set(key, select);
    return element(
      'tr',
      {},
      element('td', {}, element('b', { textContent: header })),
      element('td', { className: 'samples', textContent: samples.slice(0, 3).join(' · ') }),
      element('td', { className: 'target' }, select),
    );
  });
  const choices = [
    ['rule', texts.ownerRule],
    ['file', texts.ownerFile],
    ['none', texts.ownerNone],
  ].map(([value, text]) =>
    element('label', {}, element('input', { type: 'radio', name: 'owner', value, checked: value === owner }), ` ${text}`),
  );
  const moves = element('input', { type: 'checkbox', name: 'movesKnown', checked: movesKnown });
  const movesField = element('label', { className: 'below' }, moves, ` ${texts.movesKnown}`);
  const thanks = element('input', { type: 'checkbox', name: 'welcomes', checked: welcomes });
  // Orders bring nobody a mail, and take nobody from their rep.
  const isOfOrders = kind === 'orders';
  const thanksField = isOfOrders ? [] : [element('p', {}, element('label', {}, thanks, ` ${texts.welcomes}`))];
  const form = element(
    'form',
    {},
    element('p', { className: 'dim', textContent: texts.columnsHint }),
    tableOf([texts.column, texts.samples, texts.target], element('tbody', {}, ...rows)),
    element(
      'fieldset',
      {},
      element('legend', { textContent: texts.owner }),
      ...(isOfOrders ? choices : choices.toSpliced(2, 0, movesField)),
    ),
    ...thanksField,
    element('button', {
      type: 'submit',
      className: state === 'mapping' ? 'main' : '',
      textContent: state === 'mapping' ? texts.preview : texts.again,
    }),
  );
  form.onsubmit = act('/mapping', () => ({
    columns: Object.fromEntries([...selects].map(([key, select]) => [key, select.value])),
    owner: new FormData(form).get('owner'),
    movesKnown: moves.checked && !moves.disabled,
    welcomes: thanks.checked,
  }));
  // Only a rep whom the row names can be given who is known.
  const follow = () => {
    moves.disabled = new FormData(form).get('owner') !== 'file';
  };
  form.addEventListener('change', follow);
  follow();
  if (state === 'mapping') return element('section', {}, element('h2', { textContent: texts.columns }), form);
  return element('section', {}, element('details', {}, element('summary', { textContent: texts.columns }), form));
}

function tiles(tally) {
  return element(
    'div',
    { className: 'tiles' },
    ...actions.map((action) =>
      element(
        'div',
        { className: 'tile', dataset: { action } },
        element('strong', { className: 'sum', textContent: number(tally[action]) }),
        texts[action],
      ),
    ),
  );
}

function reasonsPart(title, reasons) {
  if (reasons.length === 0) return null;
  return element(
    'div',
    {},
    element('h2', { textContent: title }),
    element(
      'dl',
      { className: 'reasons' },
      ...reasons.flatMap(({ count, text }) => [
        element('dt', { textContent: number(count) }),
        element('dd', { textContent: text[language] }),
      ]),
    ),
  );
}

/** What codes of reasons say, as the sums tell them. */
const saidOf = ({ preview, result }) =>
  new Map(
    [preview, result]
      .flatMap((tally) => [...(tally?.reasons ?? []), ...(tally?.warnings ?? [])])
      .map(({ reason, text }) => [reason, text[language]]),
  );

function rowsPart(view, of) {
  const words = { ...Object.fromEntries(actions.map((action) => [action, texts[action]])), back: texts.back, kept: texts.stays };
  const said = saidOf(view);
  const body = element('tbody');
  const filter = element(
    'select',
    {},
    ...[['', texts.all], ...(of === 'undo' ? ['back', 'kept'] : actions).map((action) => [action, words[action]])].map(([value, text]) =>
      element('option', { value, textContent: text }),
    ),
  );
  filter.setAttribute('aria-label', texts.comesTo);
  const more = element('button', { type: 'button', textContent: texts.more });
  let next = 0;
  const load = async () => {
    // A part may have no row of the kind that is asked for.
    for (let found = 0; next !== null && found === 0; ) {
      const part = await ask('GET', `/${view.importId}/rows?of=${of}&part=${next}`);
      next = part.nextPart;
      const wanted = part.rows.filter(({ action }) => filter.value === '' || action === filter.value);
      found = wanted.length;
      body.append(
        ...wanted.map(({ sheet, row, action, reason, warnings }) =>
          element(
            'tr',
            {},
            element('td', { className: 'number', textContent: view.sheets.length > 1 ? `${sheet} · ${row}` : String(row) }),
            element('td', {}, element('span', { className: 'action', dataset: { action }, textContent: words[action] })),
            element('td', {
              className: 'dim',
              textContent: [...new Set([reason, ...warnings])]
                .filter(Boolean)
                .map((code) => said.get(code) ?? texts.kept[code] ?? code)
                .join(' · '),
            }),
          ),
        ),
      );
    }
    more.hidden = next === null;
  };
  more.onclick = trying(load);
  filter.onchange = trying(async () => {
    next = 0;
    body.replaceChildren();
    await load();
  });
  const details = element(
    'details',
    {},
    element('summary', { textContent: texts.rowList }),
    element('div', { className: 'acts' }, filter),
    tableOf([texts.row, texts.comesTo, texts.reason], body),
    element('div', { className: 'acts' }, more),
  );
  details.ontoggle = () => details.open && body.childElementCount === 0 && trying(load)();
  return details;
}

function previewPart(view) {
  const { preview } = view;
  return element(
    'section',
    {},
    element('h2', { textContent: texts.preview }),
    element('p', { className: 'dim', textContent: texts.previewHint }),
    tiles(preview),
    ...(view.toWelcome === null ? [] : [element('p', { textContent: texts.toWelcome(view.toWelcome) })]),
    reasonsPart(texts.why, preview.reasons),
    reasonsPart(texts.notUsed, preview.warnings),
    rowsPart(view, 'preview'),
    element(
      'div',
      { className: 'acts' },
      element('button', { type: 'button', className: 'main', textContent: texts.start, onclick: act('/start') }),
    ),
  );
}

function resultPart(view) {
  const { result, differing, resultUrl, state, undone } = view;
  const count = result.create + result.update;
  const mayUndo = state === 'done' && count > 0;
  const undo = element('button', { type: 'button', textContent: texts.undo });
  undo.onclick = (event) => confirm(texts.undoAsk(number(count))) && act('/undo')(event);
  const kept = Object.entries(undone?.kept ?? {}).map(([reason, sum]) => ({
    count: sum,
    text: { [language]: texts.kept[reason] ?? reason },
  }));
  return element(
    'section',
    {},
    element('h2', { textContent: texts.states[state] }),
    tiles(result),
    element('p', { className: 'dim', textContent: differing === 0 ? texts.asForeseen : texts.differing(number(differing)) }),
    reasonsPart(texts.why, result.reasons),
    reasonsPart(texts.notUsed, result.warnings),
    element(
      'div',
      { className: 'acts' },
      resultUrl ? element('a', { href: resultUrl, textContent: texts.result }) : null,
      mayUndo ? undo : null,
    ),
    mayUndo ? element('p', { className: 'dim', textContent: texts.undoHint }) : null,
    undone && state === 'undone' ? element('p', { textContent: texts.undone(number(undone.back)) }) : null,
    reasonsPart(texts.stays, kept),
    rowsPart(view, state === 'undone' ? 'undo' : 'result'),
  );
}

await trying(async () => {
  await list();
  const [, asked] = location.hash.split('#');
  if (asked) await open(asked);
})();
