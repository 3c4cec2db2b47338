import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';
import { person } from '../../support/people.ts';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { openSignedIn } from '../support/console-page.ts';
import { type Hand, type How, hands, openHand } from '../support/hand.ts';
import { askAs } from '../support/people.ts';
import { callAndComeBack, hearNumbers } from '../support/phone.ts';

/** The only rep of each pool: the first one has leads at once, the second one accepts them. */
const rep = 'huy.truong@example.com';
const offered = 'anh.nguyen@example.com';

/** What a task may take of acts and of characters, but for what has to be known of a person. */
const budgets = {
  'from the notice to the ringing phone': [2, 0],
  'record how a call ended': [1, 0],
  'set a callback': [2, 0],
  'go on to the next person': [1, 0],
  'find a caller by the last digits': [1, 5],
  'add a walk-in': [3, 0],
  'move the stage with a reason': [3, 0],
} as const;
type Task = keyof typeof budgets;

describeInChromium('the tasks of a rep', (open) => {
  let runtime: Runtime;
  let url: string;
  let people = 300;
  const figures: { readonly task: Task; readonly how: How; readonly acts: number; readonly typed: number }[] = [];

  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
    url = String(runtime.environment.consoleUrl);
    const pools = await documentsOf(runtime, 'pools');
    const alone: Readonly<Record<string, object>> = {
      central: { members: [{ repId: 'rep-huy', weight: 1 }] },
      north: { members: [{ repId: 'rep-anh', weight: 1 }], accept: { withinMinutes: 600 } },
    };
    await publishConfig(
      runtime,
      'pools',
      pools.map((pool) => ({ ...pool, ...alone[pool.id] })),
    );
    await runtime.idle();
  });
  afterAll(async () => {
    const ways = Object.keys(hands) as How[];
    const told = ({ acts, typed }: { acts: number; typed: number }) => (typed === 0 ? `${acts}` : `${acts} + ${typed} typed`);
    const rows = Object.entries(budgets).map(([task, [acts, typed]]) => [
      task,
      told({ acts, typed }),
      ...ways.map((how) => figures.filter((one) => one.task === task && one.how === how).map(told)[0] ?? '–'),
    ]);
    const lines = [['task', 'at most', ...ways], ...rows].map((row) => row.map((cell, at) => cell.padEnd(at === 0 ? 38 : 14)).join(''));
    process.stdout.write(`${lines.join('\n')}\n`);
    await runtime?.stop();
  });

  /** Somebody who asks, whose lead is the rep's. */
  const arrive = async (province: string): Promise<{ readonly fullName: string; readonly phone: string }> => {
    people += 1;
    const { fullName, email, phone } = person(people);
    const fields = { fullName, email, phone, province, product: 'ban-hang', consentContact: true };
    expect((await runtime.post('contact', fields, { ip: `10.7.${people % 250}.1` })).status).toBe(202);
    await runtime.idle();
    return { fullName, phone };
  };
  const cards = (page: Page): Locator => page.getByRole('article');
  const visit = async (how: How, user: string, screen: string) => {
    const page = await open(hands[how]);
    const numbers = await hearNumbers(page);
    await openSignedIn(page, url, user, screen);
    return { page, hand: openHand(page, how), numbers };
  };
  /** Holds what a task took against what it may take. */
  const note = (task: Task, how: How, hand: Hand): void => {
    const { acts, typed } = hand.taken();
    figures.push({ task, how, acts, typed });
    expect({ task, acts: acts <= budgets[task][0], typed: typed <= budgets[task][1] }).toEqual({ task, acts: true, typed: true });
  };

  describe.each(Object.keys(hands) as How[])('by %s', (how) => {
    it('calls from a notice, says how it ended, agrees when to call again, and goes on', async () => {
      const { fullName } = await arrive('Hà Nội');
      const { items } = await askAs(runtime, offered, 'GET', '/v1/work');
      const { page, hand, numbers } = await visit(how, offered, '/toi');
      const notice = (await runtime.mails(offered)).find(({ text }) => text?.startsWith(fullName));
      const [, link = ''] = /href="([^"]*#\/khach\/[^"]*)"/.exec(notice?.html ?? '') ?? [];

      // The link opens the page anew.
      await page.goto('about:blank');
      await hand.follow(link);
      await hand.press(page.getByRole('button', { name: 'Nhận & gọi' }), 'c');
      await eventually('a number', async () => (await numbers()).length === 1);
      note('from the notice to the ringing phone', how, hand);

      await callAndComeBack(page);
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('button', { name: 'Máy bận' }).waitFor();
      await hand.press(sheet.getByRole('button', { name: 'Không nghe máy' }), '1');
      await sheet.getByText('Nhắc gọi lại sau 2 giờ').waitFor();
      note('record how a call ended', how, hand);

      await hand.press(sheet.getByRole('button', { name: 'Hẹn gọi lại' }), '7');
      await hand.press(sheet.getByRole('group', { name: 'Hẹn gọi lại' }).getByRole('button').first(), 'q');
      await sheet.getByText(/^Hẹn khách: /).waitFor();
      note('set a callback', how, hand);

      await hand.press(sheet.getByRole('button', { name: 'Lưu & khách tiếp' }), 'Control+Enter');
      await page.getByText(/^Đã ghi: Hẹn gọi lại/).waitFor();
      await page.getByRole('heading', { level: 1, name: 'Việc hôm nay' }).waitFor();
      note('go on to the next person', how, hand);
      const { items: calls } = await askAs(runtime, offered, 'GET', `/v1/leads/${items[0].leadId}/calls`);
      expect(calls).toEqual([expect.objectContaining({ outcome: 'callback' })]);
    });

    it('goes on to the next card after a call from the list', async () => {
      await arrive('Đà Nẵng');
      await arrive('Đà Nẵng');
      const { page, hand } = await visit(how, rep, '/viec');
      await cards(page).nth(1).waitFor();
      const [first, second] = await cards(page).getByRole('heading').allTextContents();
      if (how === 'keyboard') await page.keyboard.press('j');
      await hand.press(cards(page).first().getByRole('link', { name: /^Gọi/ }), 'c');
      await callAndComeBack(page);
      const sheet = page.getByRole('dialog', { name: first ?? '' });
      await hand.press(sheet.getByRole('button', { name: 'Không nghe máy' }), '1');
      hand.taken();

      await hand.press(sheet.getByRole('button', { name: 'Lưu & khách tiếp' }), 'Control+Enter');
      await eventually(
        'the next one',
        async () => (await page.evaluate('document.activeElement.getAttribute("aria-label")')) === `Gọi ${second}`,
      );

      note('go on to the next person', how, hand);
    });

    it('finds a caller by the last four digits, from the work', async () => {
      const { fullName, phone } = await arrive('Đà Nẵng');
      const { page, hand } = await visit(how, rep, '/viec');
      await cards(page).first().waitFor();

      await hand.press(page.getByRole('link', { name: 'Tìm', exact: true }), '/');
      await page.getByRole('combobox').waitFor();
      // The field has the focus already, and Enter waits for no answer.
      await hand.type(phone.replace(/\D/g, '').slice(-4));
      await hand.type('\n');

      await page.getByRole('heading', { level: 1, name: fullName }).waitFor();
      note('find a caller by the last digits', how, hand);
    });

    it('adds a walk-in, from the work', async () => {
      const { page, hand } = await visit(how, rep, '/viec');
      await page.getByRole('heading', { level: 1, name: 'Việc hôm nay' }).waitFor();
      people += 1;
      const { phone } = person(people);

      await hand.press(page.getByRole('link', { name: 'Thêm', exact: true }), '+');
      await page.getByRole('textbox', { name: 'Số điện thoại' }).waitFor();
      await page.keyboard.type(phone);
      await hand.press(page.getByRole('textbox', { name: 'Họ và tên' }), 'Tab');
      await page.keyboard.type('Phạm Thu Trang');
      await hand.press(page.getByRole('button', { name: 'Lưu khách' }), 'Enter');

      await page.getByRole('heading', { level: 1, name: 'Phạm Thu Trang' }).waitFor();
      note('add a walk-in', how, hand);
    });

    it('moves a lead to a stage with a reason', async () => {
      await arrive('Đà Nẵng');
      const { items } = await askAs(runtime, rep, 'GET', '/v1/work');
      const [{ leadId }] = items.toReversed();
      const { page, hand } = await visit(how, rep, `/khach/${leadId}`);
      await page.getByRole('button', { name: /Chuyển giai đoạn/ }).waitFor();

      await hand.press(page.getByRole('button', { name: /Chuyển giai đoạn/ }), ']');
      const sheet = page.getByRole('dialog', { name: 'Chuyển giai đoạn' });
      if (how === 'keyboard') await sheet.waitFor();
      else await hand.press(sheet.getByRole('radio', { name: 'SQL' }), '');
      await hand.press(sheet.getByRole('button', { name: 'Đã trao đổi' }), '1');

      await page.getByText(/^Đã chuyển sang/).waitFor();
      note('move the stage with a reason', how, hand);
    });
  });
});
