import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseCall } from '../../../shared/calls/index.ts';
import { CompanyConfig, companyKind } from '../../../shared/company/company-config.ts';
import type { AskedChoice } from '../../../shared/notices/choose-notices.ts';
import { chooseNotices, proveTelegram, showNotices } from '../../../shared/notices/choose-notices.ts';
import { InvalidInputError } from '../../../shared/platform/errors.ts';
import type { Notify } from '../../../shared/routing/notify-config.ts';
import { RepConfig, repKind } from '../../../shared/routing/rep-config.ts';
import { company, rep } from '../../support/mail-world.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';

let table: MemoryTable;
let now: number;
let notify: Notify | undefined;
let hasBot: boolean;
let codes: string[];
beforeEach(() => {
  table = memoryTable();
  now = Date.parse('2026-11-23T02:00:00.000Z');
  notify = undefined;
  hasBot = true;
  codes = ['111111', '222222', '333333'];
});

const parts = () => ({
  table,
  clock: () => new Date(now),
  config: {
    current: async (kind: { readonly name: string }) => ({
      version: 1,
      documents: new Map<string, unknown>(
        kind.name === companyKind.name
          ? [['company', CompanyConfig.parse({ ...company, ...(hasBot ? { telegram: { tokenParameter: 'bot' } } : {}) })]]
          : kind.name === repKind.name
            ? [[rep.id, RepConfig.parse({ ...rep, ...(notify ? { notify } : {}) })]]
            : [],
      ),
    }),
  } as never,
});

const withoutBot = () => {
  hasBot = false;
};
const email: AskedChoice = {
  whose: { repId: rep.id },
  channels: ['email'],
  quiet: null,
  telegramChatId: null,
  seenVersion: undefined,
  along: () => [],
};
const own: AskedChoice = { ...email, channels: ['email', 'telegram'], telegramChatId: '123456789' };
const choose = (asked: AskedChoice) => chooseNotices(asked, parts(), () => codes.shift() ?? '000000');
const prove = (code: string) => proveTelegram({ whose: { repId: rep.id }, code, along: () => [] }, parts());
const sent = () => table.all().flatMap((item) => (String(item.pk).startsWith('CALL#') ? [parseCall(item)] : []));
const faultOf = async (asked: Promise<unknown>) => {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInputError)) throw new Error('was not refused');
  return error.faults.map(({ path, message }) => `${path}: ${message}`).join();
};

describe('the choice of a rep', () => {
  it('is what the configuration says until they choose, and theirs from then on', async () => {
    notify = { telegramChatId: '42', webhook: 'kho', quiet: { from: '20:00', to: '06:00' } };
    const before = await showNotices({ repId: rep.id }, parts());
    const after = await choose({ ...email, quiet: { from: '21:00', to: '07:00' } });

    expect(before).toMatchObject({ channels: ['email', 'telegram', 'webhook'], quiet: { from: '20:00' }, chosenBy: 'company', version: 0 });
    expect(after).toMatchObject({ channels: ['email'], quiet: { from: '21:00', to: '07:00' }, chosenBy: 'rep', version: 1 });
    expect(await showNotices({ repId: rep.id }, parts())).toEqual(after);
    expect(sent()).toEqual([]);
  });

  it('takes the chat that an admin wrote down without a code', async () => {
    notify = { telegramChatId: '42' };

    expect(await choose({ ...email, channels: ['email', 'telegram'] })).toMatchObject({
      telegramChatId: '42',
      telegram: { state: 'proven' },
    });
    expect(sent()).toEqual([]);
  });

  it.each([
    ['a bot that the company has not', withoutBot, own, 'the company has no bot'],
    ['a chat that nobody named', () => {}, { ...own, telegramChatId: null }, 'name your chat'],
    ['a webhook that nobody wrote down', () => {}, { ...email, channels: ['email', 'webhook'] } as const, 'no webhook is written down'],
  ])('is refused with what to do where it asks for %s', async (_what, prepare, asked, why) => {
    prepare();

    expect(await faultOf(choose(asked))).toContain(why);
    expect(table.all()).toEqual([]);
  });

  it('is refused where somebody chose in between', async () => {
    await choose(email);

    await expect(choose({ ...email, seenVersion: 0 })).rejects.toThrow('The choice has version 1 now');
  });
});

describe("a chat of one's own", () => {
  it('is sent a code, and is proven by it alone', async () => {
    const chosen = await choose(own);
    const wrong = await faultOf(prove('999999'));
    const proven = await prove('111111');

    expect(chosen).toMatchObject({ telegramChatId: '123456789', telegram: { state: 'unproven' } });
    expect(sent()).toMatchObject([
      { kind: 'telegram', request: { chatId: '123456789', html: expect.stringContaining('<code>111111</code>') } },
    ]);
    expect(wrong).toContain('4 tries are left');
    expect(proven.telegram).toEqual({ state: 'proven', since: '2026-11-23T02:00:00.000Z', reason: null });
    expect(await prove('111111')).toEqual(proven);
  });

  it('stays proven when something else is chosen', async () => {
    await choose(own);
    await prove('111111');
    await choose(email);

    expect(await choose(own)).toMatchObject({ telegram: { state: 'proven' } });
    expect(sent()).toHaveLength(1);
  });

  it('is not proven by a code that is a quarter of an hour old, or was tried five times', async () => {
    await choose(own);
    now += 15 * 60_000;
    expect(await faultOf(prove('111111'))).toContain('too old');
    await choose(own);
    for (let round = 1; round <= 5; round += 1) expect(await faultOf(prove('999999'))).toContain(`${5 - round} tries`);

    expect(await faultOf(prove('222222'))).toContain('tried too often');
  });

  it('gets one code a minute, and so do other chats', async () => {
    await choose(own);
    await choose(own);
    expect(await faultOf(choose({ ...own, telegramChatId: '987654321' }))).toContain('wait a minute');
    expect(sent()).toHaveLength(1);
    now += 60_000;
    await choose({ ...own, telegramChatId: '987654321' });

    expect(
      sent()
        .map(({ request }) => request?.chatId)
        .sort(),
    ).toEqual(['123456789', '987654321']);
    expect(await faultOf(prove('111111'))).toContain('another code');
  });

  it('needs no code of a chat that nobody chose', async () => {
    expect(await faultOf(prove('111111'))).toContain('choose Telegram');
  });
});
