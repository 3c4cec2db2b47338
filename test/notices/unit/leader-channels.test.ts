import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { callKinds } from '../../../functions/do-calls/kinds.ts';
import { UserConfig } from '../../../shared/access/user-config.ts';
import { type Call, parseCall } from '../../../shared/calls/index.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { chooseNotices, showNotices } from '../../../shared/notices/choose-notices.ts';
import { closeTelegramWork } from '../../../shared/notices/close-telegram.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { WebhookConfig } from '../../../shared/webhooks/webhook-config.ts';
import { CallWorld } from '../../support/calls/world.ts';
import { Killed } from '../../support/effects.ts';
import { company, MailWorld, rep } from '../../support/mail-world.ts';

const minutes = 60_000;
const at = '2026-11-23T02:00:00.000Z';
const userId = 'leader-south';
const notify = { telegramChatId: '777', webhook: 'kho' };
const page = 'https://crm.annhien.example/leads/{leadId}';
const about = { v: 1, leadId: 'L1', userId } as const;
const unaccepted = (leadId = 'L1'): MailRequest => ({
  ...about,
  leadId,
  kind: 'unacceptedNotice',
  subject: 'lead',
  poolId: 'south',
  endedAt: at,
});

let world: MailWorld;

function begin(user: object = { notify }, locale: 'vi' | 'en' = 'vi'): void {
  world = new MailWorld();
  world.documents.company = [
    CompanyConfig.parse({ ...company, defaultLocale: locale, leadPage: page, telegram: { tokenParameter: 'bot' } }),
  ];
  world.documents.webhooks = [WebhookConfig.parse({ id: 'kho', url: 'https://hooks.partner.example/in', secretParameter: 'kho' })];
  world.documents.users = [UserConfig.parse({ id: userId, email: 'leader@annhien.example', role: 'leader', pools: ['south'], ...user })];
  for (let number = 1; number <= 4; number += 1)
    world.putLead({ leadId: LeadId.parse(`L${number}`), fullName: `Trần <b>An</b> ${number}`, owner: null });
}
beforeEach(() => begin());

async function tell(...requests: MailRequest[]): Promise<void> {
  for (const request of requests) world.deliver('notice', request);
  await world.run(world.now);
}

const calls = (): Call[] => world.table.all().flatMap((item) => (String(item.pk).startsWith('CALL#') ? [parseCall({ ...item })] : []));
const messages = (): string[] => calls().flatMap(({ kind, request }) => (kind === 'telegram' ? [String(Object(request).html)] : []));
const kinds = () =>
  calls()
    .map(({ kind }) => kind)
    .toSorted();
const parts = () => ({
  table: world.table,
  clock: () => new Date(world.now),
  config: { current: async (kind: { name: string }) => ({ version: 1, documents: documentsOf(kind.name) }) } as never,
});
const documentsOf = (kind: string) =>
  new Map((Object(world.documents)[kind] ?? []).map((document: { id: string }) => [document.id, document]));

describe('a leader who names other channels', () => {
  it.each([
    ['what nobody accepts', 'vi', unaccepted(), '<b>Chưa ai nhận</b>'],
    ['what nobody accepts', 'en', unaccepted(), '<b>Nobody accepts</b>'],
    [
      'a decline',
      'vi',
      { ...about, kind: 'declinedNotice', subject: 'lead', poolId: 'south', repId: rep.id, decisionId: 'D1', reason: 'spam' },
      '<b>Từ chối nhận</b>',
    ],
    [
      'what waits for them',
      'vi',
      { ...about, kind: 'splitNotice', poolId: 'south', tick: at, since: at, waiting: 3 },
      'Khách chờ anh/chị chia: 3',
    ],
    [
      'what waits for them',
      'en',
      { ...about, kind: 'splitNotice', poolId: 'south', tick: at, since: at, waiting: 3 },
      'Leads to assign: 3',
    ],
    ['unusual reading', 'vi', { ...about, kind: 'readingNotice', repId: rep.id, at, numbers: 40, usual: 5 }, 'đã xem 40 số'],
    ['unusual reading', 'en', { ...about, kind: 'readingNotice', repId: rep.id, at, numbers: 40, usual: 5 }, 'asked for 40 numbers'],
  ] as const)('hears there of %s, once, in %s, and by e-mail as well', async (_what, locale, request, said) => {
    begin({ notify }, locale);
    world.copies = () => 2;

    await tell(request as MailRequest, request as MailRequest);

    expect(world.sent).toHaveLength(1);
    expect(kinds()).toEqual(['noticeWebhook', 'telegram']);
    const [html = ''] = messages();
    expect(html).toContain(said);
    expect(html).not.toMatch(/An<\/b>|0912|huong@|tel:/);
  });

  it('is told of a lead by name, with its page, and by the webhook in ids alone', async () => {
    await tell(unaccepted());

    expect(messages()).toEqual([
      '<b>Chưa ai nhận</b>\n<code>Trần &lt;b&gt;An&lt;/b&gt; 1</code>\nTP. Hồ Chí Minh\nmiền Nam\n' +
        `<a href="${page.replace('{leadId}', 'L1')}">Mở hồ sơ khách</a>`,
    ]);
    const call = calls().find(({ kind }) => kind === 'noticeWebhook');
    const kind = callKinds.find((one) => one.kind === 'noticeWebhook');
    const sent = kind?.build(call?.request ?? {}, { callId: call?.callId as never, attempt: 1, at: new Date(world.now) }, 'whsec_c2VjcmV0');
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({ type: 'user.notice', data: { kind: 'unacceptedNotice', leadId: 'L1', userId } });
  });

  it('has a burst as one message behind the first, as by e-mail', async () => {
    await tell(unaccepted('L1'), unaccepted('L2'), unaccepted('L3'), unaccepted('L4'));
    for (let minute = 0; minute < 4; minute += 1) {
      await world.tick();
      await world.run(world.now + minutes);
    }

    expect(world.sent.map(({ tags }) => tags.kind)).toEqual(['unacceptedNotice', 'leaderDigest']);
    expect(messages()).toHaveLength(2);
    expect(
      messages()
        .find((html) => html.includes('3 việc của nhóm'))
        ?.match(/Chưa ai nhận: <code>/g),
    ).toHaveLength(3);
    expect(kinds().filter((kind) => kind === 'noticeWebhook')).toHaveLength(2);
  });

  it('is told once wherever the worker dies', async () => {
    for (let death = 1; death < 12; death += 1) {
      begin();
      let steps = 0;
      world.onCall = () => {
        steps += 1;
        if (steps === death) throw new Killed();
      };
      world.deliver('notice', unaccepted());

      await world.run();

      expect([death, kinds(), world.sent.length]).toEqual([death, ['noticeWebhook', 'telegram'], 1]);
    }
  });

  it('costs whoever named none no write', async () => {
    begin({});

    await tell(unaccepted());

    expect([world.sent.length, calls()]).toEqual([1, []]);
  });

  it('who is a rep as well hears as that rep', async () => {
    begin({ repId: rep.id });
    world.documents.reps = [RepConfig.parse({ ...rep, locale: 'en', notify: { telegramChatId: '42' } })];

    await tell(unaccepted());

    expect(calls().map(({ about: known }) => known)).toMatchObject([{ repId: rep.id }]);
    expect(messages()[0]).toContain('Nobody accepts');
  });
});

describe('the choice of a leader', () => {
  const email = {
    whose: { userId },
    channels: ['email'],
    quiet: null,
    telegramChatId: null,
    seenVersion: undefined,
    along: () => [],
  } as const;

  it('stands over the configuration', async () => {
    expect(await showNotices({ userId }, parts())).toMatchObject({ channels: ['email', 'telegram', 'webhook'], chosenBy: 'company' });

    await chooseNotices({ ...email, channels: ['email', 'webhook'] }, parts());
    await tell(unaccepted());

    expect(await showNotices({ userId }, parts())).toMatchObject({ channels: ['email', 'webhook'], chosenBy: 'rep', version: 1 });
    expect(kinds()).toEqual(['noticeWebhook']);
  });

  it('sends a code to a chat of their own, which hears of no lead before', async () => {
    await chooseNotices({ ...email, channels: ['email', 'telegram'], telegramChatId: '99' }, parts(), () => '123456');
    await tell(unaccepted());

    expect(calls().map(({ request, about: known }) => [Object(request).chatId, known])).toEqual([
      ['99', expect.objectContaining({ userId })],
    ]);
    expect(messages()[0]).toContain('123456');
  });

  it('of one who is a rep is that of the rep', async () => {
    begin({ repId: rep.id });

    await chooseNotices({ ...email, quiet: { from: '21:00', to: '07:00' } }, parts());

    expect(await showNotices({ repId: rep.id }, parts())).toMatchObject({ quiet: { from: '21:00', to: '07:00' }, chosenBy: 'rep' });
  });

  it('does not meet that of a rep with the same id', async () => {
    begin({ id: rep.id });

    await chooseNotices({ ...email, whose: { userId: rep.id } }, parts());

    expect(await showNotices({ repId: rep.id }, parts())).toMatchObject({ chosenBy: 'company', version: 0 });
  });

  it('is turned off where their chat refuses the bot, and they are told by e-mail once', async () => {
    await tell(unaccepted());
    const item = world.table.all().find(({ pk, kind }) => String(pk).startsWith('CALL#') && kind === 'telegram');
    const outside = new CallWorld(...callKinds);
    outside.secrets.set('bot', '123:AA-bb_cc');
    outside.table.seed({ ...item });
    outside.now = world.now;
    outside.answer = () => ({ status: 403, body: '{"ok":false,"description":"Forbidden: bot was blocked by the user"}' });
    const { callId } = parseCall({ ...item });
    outside.ask(callId);
    await outside.run();
    world.table.seed({ ...outside.table.all()[0] });
    const queues = { notice: { send: async ({ body }: { body: never }) => world.deliver('notice', body) } };
    const close = () => closeTelegramWork.run({ callId }, { ...parts(), queues, log: silentLog } as never);

    await close();
    await close();
    await world.run(world.now);

    expect(await showNotices({ userId }, parts())).toMatchObject({ telegram: { state: 'off', reason: 'botBlocked' } });
    expect(world.sent.filter(({ subject }) => subject.includes('Telegram'))).toMatchObject([{ to: 'leader@annhien.example' }]);
  });
});
