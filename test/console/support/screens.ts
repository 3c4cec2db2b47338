import type { Page } from 'playwright-core';
import type { ExperimentsView } from '../../../api/experiments/experiment-view.ts';
import { claimOf, enoughEvidence, mostConversions, type Standing, windowDays } from '../../../shared/experiments/index.ts';
import { type Company, floating, offered, users } from './company.ts';
import { lan } from './people.ts';
import { reportScreens } from './report-screens.ts';

/** A screen, a sheet over it, or a state of it. */
export interface Screen {
  readonly name: string;
  /** Whose it is; null: nobody is signed in. */
  readonly user: string | null;
  readonly path: (company: Company) => string;
  /** Brings it about, once the page is there. */
  readonly open?: (page: Page, company: Company) => Promise<unknown>;
  /** What has to be there. */
  readonly shows: string;
}

const sheet = 'dialog[open]';
const moreOf = (page: Page, article = page.locator('article').first()) => article.getByRole('button').last().click();
const more = (page: Page) => moreOf(page);
/** The entry of a menu by its names in both languages; of the card of whoever is named, where one is. */
const entry = (name: RegExp, of?: string) => async (page: Page) => {
  await moreOf(page, of === undefined ? undefined : page.locator('article', { hasText: of }).first());
  await page.locator(`${sheet} li button`, { hasText: name }).click();
};
const onTwin = ({ twinId }: Company) => `/khach/${twinId}`;
const onLead = ({ leadId }: Company) => `/khach/${leadId}`;
/** The sheet in which a mail to the person is written. */
const writing = async (page: Page) => {
  await page.getByRole('button', { name: /^(Viết thư|Write a mail)$/ }).click();
  await page.locator(`${sheet} textarea`).waitFor();
};
const key = (name: string) => async (page: Page) => {
  await page.locator('h1').first().waitFor();
  await page.keyboard.press(name);
};
/** Answers what is asked of the API so, from now on. */
const answering =
  (status: number, ...paths: readonly string[]) =>
  async (page: Page) => {
    const problem = { type: 'about:blank', title: 'x', status, detail: 'x', id: '01M8HPD4M4CPTPDNVD8ETPMER0' };
    const asked = paths.length > 0 ? paths : ['**/v1/{work,leads,search}*/**', '**/v1/work*'];
    for (const path of asked) {
      await page.route(path, (route) => route.fulfill({ status, json: problem, contentType: 'application/problem+json' }));
    }
  };
/** Goes where something is asked for that fails. */
const failingAt =
  (address: string, path: string): NonNullable<Screen['open']> =>
  async (page) => {
    await page.locator('h1').first().waitFor();
    await answering(500, path)(page);
    await page.evaluate(`location.hash = '#${address}'`);
  };
/** Writes a note that is not taken at once, and answers with what the page says of it then. */
const noteThat = async (page: Page, meets: (page: Page) => Promise<unknown>) => {
  await page.locator('textarea').waitFor();
  await meets(page);
  await page.locator('textarea').fill('Khách hẹn thứ sáu gọi lại, có người đứng máy ở cửa hàng thứ hai');
  await page.keyboard.press('Control+Enter');
};
const withoutNetwork = (page: Page) => page.route('**/v1/**', (route) => route.abort());
/** As the page keeps it on the device, for an hour instead of ten seconds: it is looked at in many ways. */
const holding =
  (...acts: readonly ('decline' | 'refusal')[]): NonNullable<Screen['open']> =>
  async (page, { leadId, atMs }) => {
    await page.locator('h1').first().waitFor();
    await page.evaluate(
      ([kinds, about, now]) => {
        const [untilMs, goneMs] = [now + 3_600_000, now + 7_200_000];
        const held = kinds.map((is, place) => ({ heldActId: `H${place}`, leadId: about, is, userId: 'user-lan', untilMs, goneMs }));
        localStorage.setItem('pheu:held', JSON.stringify(held));
        window.dispatchEvent(new StorageEvent('storage', { key: 'pheu:held' }));
      },
      [acts, leadId, atMs] as const,
    );
  };

/** Advertising is paused, and so was all mail to people once. */
const mailPaused: NonNullable<Screen['open']> = async (page) => {
  await page.locator('h1').first().waitFor();
  const dueTo = { returned: 3, mails: 904 };
  const [since, until] = ['2026-11-20T03:00:00.000Z', '2026-11-21T03:00:00.000Z'];
  const json = {
    advertising: { since, dueTo },
    all: { since, until, why: 'bounces', dueTo: { returned: 11, mails: 200 } },
    isNearPause: false,
    complaints: { returned: 0, mails: 0 },
    bounces: { returned: 0, mails: 0 },
    total: 12_304,
    ended: [
      { at: since, by: 'admin', reason: 'Đã gỡ danh sách mua ngoài khỏi chiến dịch', advertisingSince: since, allSince: null, dueTo },
    ],
  };
  await page.route('**/v1/mail-state', (route) => route.fulfill({ json }));
  await page.evaluate("location.hash = '#/bao-cao/mail'");
};

/** Experiments as they may stand: one that runs, one that found a better mail, one that found no difference, and one that was not counted yet. */
const experimentsTold: NonNullable<Screen['open']> = async (page) => {
  await page.locator('h1').first().waitFor();
  const of = { id: 'tieu-de', goal: 'mql' as const };
  const standing = (verdict: Standing['verdict'], [a, b]: readonly [number, number]): Standing => ({
    experimentId: of.id,
    goal: of.goal,
    verdict,
    eValue: verdict === 'a' || verdict === 'b' ? 23.4 : 1.7,
    weighed: a + b,
    a: { sent: 1_204, reached: a },
    b: { sent: 1_187, reached: b },
    countedAt: '2026-11-20T17:00:00.000Z',
    decidedAt: verdict === 'running' ? null : '2026-11-20T09:00:00.000Z',
  });
  const item = (name: string, told: Standing | undefined): ExperimentsView['items'][number] => ({
    experimentId: name,
    sequenceId: 'chao-nguoi-moi',
    sequenceNames: { vi: 'Chào người mới nhận tin', en: 'Welcome newcomers' },
    stepId: 'chao',
    goal: of.goal,
    a: { templateId: 'chao', names: { vi: 'Chào mừng', en: 'Welcome' }, ...(told?.a ?? { sent: 0, reached: 0 }) },
    b: {
      templateId: 'chao-ngan',
      names: { vi: 'Chào mừng, bản ngắn có ưu đãi', en: 'Welcome, short, with an offer' },
      ...(told?.b ?? { sent: 0, reached: 0 }),
    },
    verdict: told?.verdict ?? 'running',
    eValue: told?.eValue ?? 1,
    weighed: told?.weighed ?? 0,
    countedAt: told?.countedAt ?? null,
    decidedAt: told?.decidedAt ?? null,
    claim: claimOf(told),
  });
  const items = [
    item('dang-chay', standing('running', [96, 121])),
    item('tot-hon', standing('b', [141, 204])),
    item('khong-khac', standing('none', [251, 249])),
    item('moi-them', undefined),
  ];
  const json: ExperimentsView = { enough: enoughEvidence, most: mostConversions, windowDays, items };
  await page.route('**/v1/experiments', (route) => route.fulfill({ json }));
  await page.evaluate("location.hash = '#/bao-cao/experiments'");
};

/** Every screen and sheet of the console. A new one has its line here. */
export const screens: readonly Screen[] = [
  { name: 'sign-in', user: null, path: () => '/', shows: 'ol' },
  { name: 'sign-in-refused', user: null, path: () => '/dang-nhap/refused', shows: '[role=status]' },
  { name: 'work', user: lan, path: () => '/viec', shows: 'article' },
  { name: 'work-of-one-place', user: lan, path: () => '/viec/moi', shows: 'main p:visible, article' },
  { name: 'work-done', user: 'toan.duong@example.com', path: () => '/viec', shows: '[role=switch]' },
  { name: 'work-offered', user: offered, path: () => '/viec', shows: 'article' },
  { name: 'decline', user: offered, path: () => '/viec', open: entry(/^(Từ chối khách này|Decline this lead)/), shows: `${sheet} input` },
  { name: 'work-menu', user: lan, path: () => '/viec', open: more, shows: sheet },
  { name: 'work-snooze', user: lan, path: () => '/viec', open: entry(/^(Hẹn lại lúc khác|Put off)/, 'Trần Văn Đạt'), shows: `${sheet} li` },
  {
    name: 'floating',
    user: floating,
    path: () => '/viec',
    open: (page) => page.getByRole('button', { name: /từ kho|from the float|Take/i }).click(),
    shows: `${sheet} ul`,
  },
  { name: 'work-note', user: lan, path: () => '/viec', open: entry(/^(Ghi chú|Note)$/), shows: `${sheet} textarea, ${sheet} input` },
  { name: 'work-task', user: lan, path: () => '/viec', open: entry(/^(Thêm việc|Add a task)$/), shows: `${sheet} input` },
  { name: 'late-acts', user: users.leader, path: () => '/viec', shows: 'article' },
  {
    name: 'late-acts-of-a-lead',
    user: users.leader,
    path: () => '/viec',
    open: async (page) => {
      await page.locator('article a').first().click();
      await page.locator('textarea').waitFor();
    },
    shows: 'section article',
  },
  { name: 'events', user: users.admin, path: () => '/su-kien', shows: 'article' },
  { name: 'events-for-marketing', user: users.marketer, path: () => '/su-kien', shows: 'article' },
  {
    name: 'events-nobody-like-that',
    user: users.admin,
    path: () => '/su-kien',
    open: async (page) => {
      await page.locator('article').first().waitFor();
      await page.locator('input[type=search]').fill('K7AB-91ZZ');
      await page.keyboard.press('Enter');
    },
    shows: '[role=alert]',
  },
  {
    name: 'events-walk-in',
    user: users.admin,
    path: () => '/su-kien',
    open: (page) => page.getByRole('button', { name: /^(Khách chưa đăng ký|Not registered)$/ }).click(),
    shows: `${sheet} input`,
  },
  {
    name: 'events-walk-in-faults',
    user: users.admin,
    path: () => '/su-kien',
    open: async (page) => {
      await page.getByRole('button', { name: /^(Khách chưa đăng ký|Not registered)$/ }).click();
      await page.getByRole('button', { name: /^(Cho vào|Let in)$/ }).click();
    },
    shows: `${sheet} [role=alert]`,
  },
  {
    name: 'events-list-file',
    user: users.admin,
    path: () => '/su-kien',
    open: (page) => page.getByRole('button', { name: /^(Tải danh sách|Take the list out)$/ }).click(),
    shows: `${sheet} fieldset`,
  },
  {
    name: 'events-list-file-made',
    user: users.admin,
    path: () => '/su-kien',
    open: async (page) => {
      await page.getByRole('button', { name: /^(Tải danh sách|Take the list out)$/ }).click();
      await page.getByRole('button', { name: /^(Làm tệp|Make the file)$/ }).click();
    },
    shows: `${sheet} a`,
  },
  { name: 'start', user: users.marketer, path: () => '/bat-dau', shows: 'section ul' },
  { name: 'work-of-an-admin', user: users.admin, path: () => '/viec', shows: 'section ul a' },
  { name: 'keys', user: lan, path: () => '/viec', open: key('?'), shows: `${sheet} kbd` },
  { name: 'outcome', user: lan, path: onLead, open: key('l'), shows: `${sheet} fieldset` },
  {
    name: 'outcome-all',
    user: lan,
    path: onLead,
    open: async (page) => {
      await key('l')(page);
      await page.getByRole('button', { name: /kết quả khác|other outcomes/ }).click();
    },
    shows: `${sheet} fieldset`,
  },
  ...['1', '2', '3', '4', '5', '6', '7', '8'].map(
    (digit): Screen => ({
      name: `outcome-${digit}`,
      user: lan,
      path: onLead,
      open: async (page) => {
        await key('l')(page);
        await page.locator(`${sheet} fieldset button`).first().waitFor();
        await page.keyboard.press(digit);
      },
      shows: `${sheet} [aria-pressed=true]`,
    }),
  ),
  { name: 'lead', user: lan, path: onLead, shows: 'h1' },
  { name: 'move', user: lan, path: onLead, open: key(']'), shows: `${sheet} fieldset` },
  { name: 'edit', user: lan, path: onLead, open: key('e'), shows: `${sheet} input` },
  { name: 'lead-task', user: lan, path: onLead, open: key('t'), shows: 'section fieldset input[type=radio]' },
  { name: 'lead-of-nobody', user: lan, path: () => '/khach/L01NOSUCHLEAD', shows: '[role=status] h1, [role=alert], h1' },
  { name: 'lead-for-marketing', user: users.marketer, path: onLead, shows: 'h1' },
  { name: 'lead-for-a-leader', user: users.leader, path: onLead, shows: 'h1' },
  { name: 'same-person', user: users.admin, path: onTwin, shows: 'a[href^="#/khach/"]' },
  {
    name: 'compare',
    user: users.admin,
    path: onTwin,
    open: (page) => page.getByRole('button', { name: /^(So sánh|Compare)$/ }).click(),
    shows: `${sheet} table`,
  },
  {
    name: 'why',
    user: users.admin,
    path: onTwin,
    open: (page) => page.getByRole('button', { name: /cách chia|was given/ }).click(),
    shows: `${sheet} ul`,
  },
  {
    name: 'texts',
    user: lan,
    path: onLead,
    open: (page) => page.getByRole('button', { name: /^(Nhắn|Text)$/ }).click(),
    shows: `${sheet} ul`,
  },
  {
    name: 'text-written',
    user: lan,
    path: onLead,
    open: async (page) => {
      await page.getByRole('button', { name: /^(Nhắn|Text)$/ }).click();
      await page.locator(`${sheet} li button`).first().click();
    },
    shows: `${sheet} textarea`,
  },
  {
    name: 'consent',
    user: lan,
    path: onLead,
    open: (page) => page.getByRole('button', { name: /được gửi gì|may be mailed/ }).click(),
    shows: `${sheet} ul`,
  },
  { name: 'letter', user: lan, path: onLead, open: writing, shows: `${sheet} textarea` },
  {
    name: 'letter-faults',
    user: lan,
    path: onLead,
    open: async (page) => {
      await writing(page);
      await page.getByRole('button', { name: /^(Xem trước|Preview)$/ }).click();
    },
    shows: `${sheet} [role=alert]`,
  },
  {
    name: 'letter-preview',
    user: lan,
    path: onLead,
    open: async (page) => {
      await writing(page);
      await page.locator('dialog select').first().selectOption('gui-bao-gia');
      await page.getByRole('button', { name: /^(Xem trước|Preview)$/ }).click();
    },
    shows: `${sheet} article`,
  },
  { name: 'reports', user: users.admin, path: () => '/bao-cao', shows: 'main dl' },
  { name: 'reports-for-marketing', user: users.marketer, path: () => '/bao-cao', shows: 'main dl' },
  { name: 'report-sources', user: users.admin, path: () => '/bao-cao/sources', shows: 'main table' },
  { name: 'report-of-a-rep', user: lan, path: () => '/bao-cao/reps', shows: 'main table, main details' },
  { name: 'report-days', user: lan, path: () => '/bao-cao/overview/period=year&by=month', shows: 'main dl' },
  { name: 'report-trend', user: users.leader, path: () => '/bao-cao/sources/period=month&by=day', shows: 'main figure svg' },
  {
    name: 'report-funnel',
    user: users.admin,
    path: () => '/bao-cao/funnel',
    open: (page) => page.locator('main summary').click(),
    shows: 'main details[open]',
  },
  {
    name: 'report-definitions',
    user: users.manager,
    path: () => '/bao-cao/funnel',
    open: (page) => page.getByRole('button', { name: /^(Các số này là gì|What do these count)/ }).click(),
    shows: `${sheet} dl`,
  },
  { name: 'report-behind', user: users.admin, path: () => '/bao-cao/sources/row=total&column=leads', shows: `${sheet} li a` },
  ...reportScreens,
  { name: 'report-spend', user: users.marketer, path: () => '/bao-cao/spend', shows: 'main label input[type=file]' },
  {
    name: 'report-spend-typed',
    user: users.marketer,
    path: () => '/bao-cao/spend',
    open: async (page) => {
      await page.getByRole('button', { name: /^(Nhập chi phí|Type spend in)$/ }).click();
      await page.locator(`${sheet} button`).last().click();
    },
    shows: `${sheet} [role=alert]`,
  },
  { name: 'report-experiments', user: users.marketer, path: () => '/bao-cao/experiments', shows: 'main p' },
  {
    name: 'report-experiments-told',
    user: users.marketer,
    path: () => '/bao-cao',
    open: experimentsTold,
    shows: 'main figure ol',
  },
  { name: 'report-mail', user: users.admin, path: () => '/bao-cao/mail', shows: 'main dl' },
  {
    name: 'report-mail-paused',
    user: users.admin,
    path: () => '/bao-cao',
    open: mailPaused,
    shows: 'main section[role=status] ~ p button',
  },
  {
    name: 'report-mail-resumed',
    user: users.admin,
    path: () => '/bao-cao',
    open: async (page, company) => {
      await mailPaused(page, company);
      await page.getByRole('button', { name: /^(Cho gửi lại|Have mails go on)$/ }).click();
      await page.locator(`${sheet} button`).last().click();
    },
    shows: `${sheet} [role=alert]`,
  },
  { name: 'report-refused', user: users.marketer, path: () => '/bao-cao/reps/by=rep', shows: 'main section[role=status] button' },
  { name: 'report-empty', user: users.admin, path: () => '/bao-cao/revenue/period=day&by=source', shows: 'main' },
  { name: 'find', user: lan, path: () => '/tim', shows: 'input' },
  { name: 'found', user: lan, path: () => '/tim', open: (page) => page.locator('input').fill('huong'), shows: '[role=option]' },
  { name: 'found-nobody', user: lan, path: () => '/tim', open: (page) => page.locator('input').fill('zzzzqq'), shows: 'a[href="#/them"]' },
  { name: 'add', user: lan, path: () => '/them', open: (page) => page.locator('summary').click(), shows: 'form' },
  {
    name: 'add-faults',
    user: lan,
    path: () => '/them',
    open: (page) =>
      page
        .locator('form button')
        .last()
        .evaluate((button) => Object(button).form.requestSubmit()),
    shows: '[role=alert]',
  },
  {
    name: 'add-known',
    user: lan,
    path: () => '/them',
    open: (page, { phone }) => page.locator('input[type=tel]').fill(phone),
    shows: 'a[href^="#/khach/"]',
  },
  {
    name: 'add-new',
    user: lan,
    path: () => '/them',
    open: (page) => page.locator('input[type=tel]').fill('0912345600'),
    shows: '[role=status][data-is=known]',
  },
  ...([429, 500] as const).map(
    (status): Screen => ({
      name: status === 429 ? 'add-asked-too-often' : 'add-not-asked',
      user: lan,
      path: () => '/them',
      open: async (page) => {
        await page.route('**/v1/leads/check', (route) =>
          route.fulfill({ status, json: { type: 'about:blank', title: 'x', status, id: 'r' }, contentType: 'application/problem+json' }),
        );
        await page.locator('input[type=tel]').fill('0912345601');
      },
      shows: `[role=status][data-is=${status === 429 ? 'tooOften' : 'failed'}]`,
    }),
  ),
  { name: 'me', user: lan, path: () => '/toi', shows: '[role=switch]' },
  {
    name: 'leave',
    user: lan,
    path: () => '/toi',
    open: (page) =>
      page
        .getByRole('button', { name: /^(Xin nghỉ|Take leave)/ })
        .first()
        .click(),
    shows: `${sheet} input[type=date]`,
  },
  { name: 'me-of-an-admin', user: users.admin, path: () => '/toi', shows: 'dl' },
  { name: 'nowhere', user: lan, path: () => '/khong-co', shows: '[role=status] h1' },
  {
    name: 'offline',
    user: lan,
    path: onLead,
    open: async (page) => {
      await page.locator('textarea').waitFor();
      await page.route('**/v1/**', (route) => route.abort());
      await page.locator('textarea').fill('Nói lúc mất mạng');
      await page.keyboard.press('Control+Enter');
    },
    shows: '[role=status] a[href="#/toi"]',
  },
  {
    name: 'failed',
    user: lan,
    path: () => '/toi',
    open: async (page) => {
      await page.locator('dl').first().waitFor();
      await answering(500)(page);
      await page.evaluate("location.hash = '#/viec'");
    },
    shows: '[role=alert], [role=status] h1',
  },
  {
    name: 'room-failed',
    user: lan,
    path: () => '/toi',
    open: async (page) => {
      await page.locator('dl').first().waitFor();
      // Neither the worker nor the browser has its files, and there is no network.
      await page.evaluate('caches.keys().then((all) => Promise.all(all.map((one) => caches.delete(one)))).then(() => undefined)');
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Network.clearBrowserCache');
      await page.context().setOffline(true);
      await page.evaluate("location.hash = '#/tim'");
    },
    shows: '[role=status] h1',
  },
  {
    name: 'new-version',
    user: lan,
    path: () => '/viec',
    open: async (page) => {
      await page.locator('article').first().waitFor();
      await page.evaluate(() => {
        const newer = { postMessage: (_: unknown, [port]: MessagePort[]) => port?.postMessage(true) };
        Object.defineProperty(navigator.serviceWorker, 'controller', { value: newer, configurable: true });
        navigator.serviceWorker.dispatchEvent(new Event('controllerchange'));
      });
    },
    shows: '[role=status] p button',
  },
  ...[8, 9, 10].map(
    (place): Screen => ({
      name: `outcome-${place + 1}`,
      user: lan,
      path: onLead,
      open: async (page) => {
        await key('l')(page);
        await page.getByRole('button', { name: /kết quả khác|other outcomes/ }).click();
        await page.locator(`${sheet} fieldset button`).nth(place).click();
      },
      shows: `${sheet} [aria-pressed=true]`,
    }),
  ),
  {
    name: 'outcomes-failed',
    user: lan,
    path: onLead,
    open: async (page) => {
      await answering(500, '**/v1/call-outcomes*')(page);
      await key('l')(page);
    },
    shows: `${sheet} [role=alert]`,
  },
  {
    name: 'outcome-failed',
    user: lan,
    path: onLead,
    open: async (page) => {
      await key('l')(page);
      await page.locator(`${sheet} fieldset button`).first().click();
      await answering(422, '**/v1/leads/*/calls')(page);
      await page.keyboard.press('Control+Enter');
    },
    shows: `${sheet} [role=alert]`,
  },
  {
    name: 'outcome-own-time',
    user: lan,
    path: onLead,
    open: async (page) => {
      await key('l')(page);
      await page.locator(`${sheet} fieldset button`).first().click();
      await page.locator(`${sheet} fieldset`).nth(1).getByRole('button').last().click();
    },
    shows: `${sheet} input[type=datetime-local]`,
  },
  { name: 'held', user: lan, path: () => '/viec', open: holding('decline', 'refusal'), shows: '[role=status] p button' },
  {
    name: 'held-refusal',
    user: lan,
    path: onLead,
    open: async (page, company) => {
      await holding('refusal')(page, company);
      await page.getByRole('button', { name: /được gửi gì|may be mailed/ }).click();
    },
    shows: `${sheet} [role=status] button`,
  },
  {
    name: 'consent-word',
    user: lan,
    path: onLead,
    open: async (page) => {
      await page.getByRole('button', { name: /được gửi gì|may be mailed/ }).click();
      await page
        .getByRole('button', { name: /^(Ghi từ chối|Note: refuses)/ })
        .first()
        .click();
    },
    shows: `${sheet} li button`,
  },
  {
    name: 'consent-failed',
    user: lan,
    path: onLead,
    open: async (page) => {
      await answering(500, '**/v1/leads/*/consent*')(page);
      await page.getByRole('button', { name: /được gửi gì|may be mailed/ }).click();
    },
    shows: `${sheet} [role=status] h1`,
  },
  { name: 'lead-failed', user: lan, path: () => '/toi', open: failingAt('/khach/L01ANOTHER', '**/v1/leads/**'), shows: '[role=status] h1' },
  { name: 'me-failed', user: lan, path: () => '/tim', open: failingAt('/toi', '**/v1/me/today*'), shows: '[role=status] h1' },
  {
    name: 'find-failed',
    user: lan,
    path: () => '/tim',
    open: async (page) => {
      await answering(500, '**/v1/search*')(page);
      await page.locator('input').fill('huong');
    },
    shows: '[role=status]:not(:empty)',
  },
  { name: 'find-first', user: 'toan.duong@example.com', path: () => '/tim', shows: 'input' },
  {
    name: 'add-failed',
    user: lan,
    path: () => '/them',
    open: async (page) => {
      await answering(503, '**/v1/leads')(page);
      await page.locator('input[type=tel]').fill('0912345602');
      await page.keyboard.press('Enter');
    },
    shows: '[role=status] p',
  },
  {
    name: 'add-of-others',
    user: lan,
    path: () => '/them',
    open: async (page) => {
      const owner = { repId: 'rep-anh', name: 'Nguyễn Minh Anh' };
      await page.route('**/v1/leads', (route) =>
        route.fulfill({ status: 201, json: { leadId: null, relation: 'other', owner, pool: null } }),
      );
      await page.locator('input[type=tel]').fill('0912345603');
      await page.keyboard.press('Enter');
    },
    shows: '[role=status] h1',
  },
  {
    name: 'floating-empty',
    user: floating,
    path: () => '/viec',
    open: async (page) => {
      await page.route('**/v1/pools/*/floating*', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...(await answer.json()), items: [] } });
      });
      await page.getByRole('button', { name: /từ kho|from the pool/i }).click();
    },
    shows: `${sheet} p`,
  },
  {
    name: 'floating-failed',
    user: floating,
    path: () => '/viec',
    open: async (page) => {
      await answering(500, '**/v1/pools/*/floating*')(page);
      await page.getByRole('button', { name: /từ kho|from the pool/i }).click();
    },
    shows: `${sheet} [role=alert]`,
  },
  {
    name: 'work-of-before',
    user: lan,
    path: () => '/viec',
    open: async (page) => {
      await page.locator('article').first().waitFor();
      await withoutNetwork(page);
      await page.reload();
    },
    shows: 'main p[role=status]:visible',
  },
  {
    name: 'give-up',
    user: lan,
    path: onLead,
    open: async (page) => {
      await key(']')(page);
      await page.locator(`${sheet} summary`).click();
    },
    shows: `${sheet} details[open] fieldset`,
  },
  {
    name: 'acts-waiting',
    user: lan,
    path: onLead,
    open: async (page) => {
      await noteThat(page, withoutNetwork);
      await page.locator('[role=status] a[href="#/toi"]').click();
    },
    shows: 'section ul li strong',
  },
  // They stay until somebody has seen them: last of those of this user.
  {
    name: 'acts-refused',
    user: lan,
    path: onLead,
    open: async (page) => {
      // No longer theirs, found out when there is a network again; of the second one nobody else may decide.
      await noteThat(page, withoutNetwork);
      await page.locator('[role=status] a[href="#/toi"]').waitFor();
      await page.unrouteAll();
      await answering(404, '**/v1/leads/*/notes', '**/v1/leads/*/late-acts')(page);
      await page.evaluate("window.dispatchEvent(new Event('online'))");
      await page.locator('[role=status] a[href="#/toi"]').click();
    },
    shows: 'section ul li strong ~ *, section li div button',
  },
];
