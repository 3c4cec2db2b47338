import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Role } from '../../../api/actions.ts';
import { vi } from '../../../web/src/console/texts/vi.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { users } from '../support/company.ts';
import { openSignedIn, phone } from '../support/console-page.ts';
import { askAs, lan, typeIn } from '../support/people.ts';

type RoomId = keyof typeof vi.shell.rooms;
/** The rooms as they stand in their list; what they load is no matter for tests outside of a browser. */
const rooms = readFileSync(new URL('../../../web/src/console/shell/rooms.ts', import.meta.url), 'utf8')
  .split(/\n {2}\{/)
  .slice(1)
  .map((text) => ({
    id: /\bid: '(\w+)'/.exec(text)?.[1] as RoomId,
    path: /\bpath: '([^']+)'/.exec(text)?.[1] ?? '',
    isBehind: text.includes('isBehind: true'),
  }));

/** Which rooms each role has; a new room says here whose it is. */
const seen: Readonly<Record<keyof typeof users, readonly string[]>> = {
  admin: ['work', 'find', 'add', 'lead', 'reports', 'events', 'me'],
  manager: ['work', 'find', 'add', 'lead', 'reports', 'events', 'me'],
  leader: ['work', 'find', 'add', 'lead', 'reports', 'events', 'me'],
  marketer: ['start', 'add', 'lead', 'reports', 'events', 'me'],
  rep: ['work', 'find', 'add', 'lead', 'reports', 'events', 'me'],
};

describeInChromium('rooms of the console by role', (open) => {
  let runtime: Runtime;
  let url: string;
  let leadId: string;

  beforeAll(async () => {
    runtime = await startRuntime();
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
    leadId = await typeIn(runtime, lan, { fullName: 'Nguyễn Thị Hường', phone: '0912345699' });
  });
  afterAll(() => runtime?.stop());

  it('has somebody of every role, and knows every room', () => {
    expect(Object.keys(users).sort()).toEqual([...Role.options].sort());
    expect(rooms.map(({ id }) => id).sort()).toEqual(Object.keys(vi.shell.rooms).sort());
  });

  it.each(Object.entries(users))('%s sees what is theirs, and reaches nothing else by its address', async (role, email) => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, email, '/toi');
    const mine = seen[role as keyof typeof users];
    const inBar = rooms.filter(({ id, isBehind }) => mine.includes(id) && !isBehind);
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(inBar.map(({ id }) => vi.shell.rooms[id]));
    const asked: string[] = [];
    page.on('response', (answer) => {
      const { pathname } = new URL(answer.url());
      if (pathname.startsWith('/v1/') && !pathname.startsWith('/v1/session'))
        asked.push(`${answer.request().method()} ${pathname}: ${answer.status()}`);
    });

    for (const room of rooms) {
      // Whatever the page before still waits for is not asked for by this one.
      await page.goto('about:blank');
      asked.length = 0;
      await page.goto(`${url}/#${room.path.replace('/*?', '').replace(':leadId', leadId)}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      const isNowhere = (await page.getByRole('heading', { name: vi.shell.nowhereTitle }).count()) === 1;

      expect([room.id, isNowhere]).toEqual([room.id, !mine.includes(room.id)]);
      // What a role may not is answered as what is not there: a room that is theirs asks for none of it, and one that is not asks for nothing.
      expect(asked.filter((answer) => /: [45]/.test(answer))).toEqual([]);
      if (isNowhere) expect(asked).toEqual(['GET /v1/me: 200']);
    }
  });

  it('begins for a marketer with what they can do here, and for who decides behind what waits for them', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, users.marketer);
    const ways = page.getByRole('region', { name: 'Ở đây làm được gì' });
    await ways.waitFor();
    expect(page.url()).toMatch(/#\/bat-dau$/);
    expect(await ways.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      '#/them',
      '#/toi',
    ]);

    const other = await open({ viewport: phone });
    await openSignedIn(other, url, users.admin);
    await ways.waitFor();
    await other.getByRole('heading', { level: 1, name: 'Việc chờ quyết định' }).waitFor();
    const links = other.getByRole('region', { name: 'Ở đây làm được gì' }).getByRole('link');
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(['#/tim', '#/them', '#/toi']);
  });

  it('gives a role no button of a lead for which it has no right', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, users.marketer, `/khach/${leadId}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const { rights } = await askAs(runtime, users.marketer, 'GET', '/v1/me');

    const buttons = await page.getByRole('main').getByRole('button').allTextContents();
    expect(['lead.correct', 'lead.move', 'lead.note', 'call.log'].filter((right) => right in rights)).toEqual([]);
    expect(buttons.filter((name) => /Sửa|Lưu|Chuyển|Ghi kết quả/.test(name))).toEqual([]);
    expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0);
    expect(await page.locator('a[href^="tel:"], a[href*="zalo.me"]').count()).toBe(0);
    for (const key of ['c', 'l', 'n', 't', 'e', ']']) await page.keyboard.press(key);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
