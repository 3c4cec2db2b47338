import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { parseCall } from '../../../shared/calls/index.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { writeTasks } from '../../../shared/tasks/index.ts';
import { WebhookConfig } from '../../../shared/webhooks/webhook-config.ts';
import { company, MailWorld, rep } from '../../support/mail-world.ts';
import { taskAt, taskOf } from '../../support/tasks.ts';

const morning = '2026-11-24T01:00:00.000Z';
const dueAt = '2026-11-23T09:00:00.000Z';
const about = { v: 1, leadId: 'L1', repId: rep.id } as const;
/** What tells a rep of what they have, or have no more, when it can wait. */
const requests = {
  overdueNotice: { ...about, kind: 'overdueNotice', morning },
  releasedNotice: { ...about, kind: 'releasedNotice', morning },
  takenNotice: { ...about, kind: 'takenNotice', cause: 'split', count: 1, leads: ['L1'] },
  afterSaleNotice: { ...about, kind: 'afterSaleNotice', decisionId: 'D2' },
  mergedNotice: { ...about, kind: 'mergedNotice', otherLeadId: 'L2', by: 'rule', at: morning },
  partedNotice: { ...about, kind: 'partedNotice', otherLeadId: 'L2', at: morning },
} satisfies Record<string, MailRequest>;
type Kind = keyof typeof requests;
const kinds = Object.keys(requests) as Kind[];

let world: MailWorld;

async function begin(notify: object = { telegramChatId: '777', webhook: 'kho' }, locale: 'vi' | 'en' = 'vi'): Promise<void> {
  world = new MailWorld();
  world.now = Date.parse(morning);
  world.documents.company = [CompanyConfig.parse({ ...company, telegram: { tokenParameter: 'bot' } })];
  world.documents.webhooks = [WebhookConfig.parse({ id: 'kho', url: 'https://hooks.partner.example/in', secretParameter: 'kho' })];
  const minh = RepConfig.parse({ ...rep, id: 'rep-minh', name: 'Lê <i>Minh</i>' });
  world.documents.reps = [RepConfig.parse({ ...rep, locale, notify }), minh];
}
beforeEach(() => begin());

/** Whose the lead is: what is overdue or was parted is theirs, the rest tells of what a colleague has. */
async function tell(kind: Kind): Promise<void> {
  const repId = kind === 'overdueNotice' || kind === 'partedNotice' ? rep.id : 'rep-minh';
  const owner = LeadOwner.parse({ repId, poolId: 'south', since: taskAt.toISOString(), decisionId: 'D2' });
  world.putLead({ fullName: 'Trần <b>An</b>', owner, members: kind === 'mergedNotice' ? [LeadId.parse('L2')] : [] });
  const task = taskOf({ title: 'Báo giá <gói> 2', ownerRepId: rep.id, dueAt });
  await world.table.transact(writeTasks([{ before: null, after: task }], taskAt));
  world.table.seed({ ...keys.released(rep.id, morning), L1: { rule: 'age', days: 14 }, expiresAt: 1 });
  world.copies = () => 2;
  world.deliver('notice', requests[kind]);
  world.deliver('notice', requests[kind]);
  await world.run(world.now);
}

const calls = () => world.table.all().flatMap((item) => (String(item.pk).startsWith('CALL#') ? [parseCall({ ...item })] : []));
const messages = (): string[] => calls().flatMap(({ kind, request }) => (kind === 'telegram' ? [String(Object(request).html)] : []));

describe('a rep who names other channels', () => {
  it.each(kinds)('hears of %s there as well, once', async (kind) => {
    await tell(kind);

    expect(world.sent).toMatchObject([{ to: rep.email }]);
    expect(
      calls()
        .map((call) => call.kind)
        .toSorted(),
    ).toEqual(['noticeWebhook', 'telegram']);
    expect(messages()[0]).toContain('Trần &lt;b&gt;An&lt;/b&gt;');
  });

  it.each([
    ['overdueNotice', 'vi', '<b>Việc quá hạn: 1</b>\nGọi điện – 16:00, 23/11/2026: '],
    ['overdueNotice', 'en', '<b>Overdue tasks: 1</b>'],
    ['releasedNotice', 'vi', '<b>Khách của anh/chị đã vào kho chung: 1</b>\n14 ngày chưa ai liên hệ: '],
    ['releasedNotice', 'en', '<b>Your leads now open to all: 1</b>\nuntouched for 14 days: '],
    ['takenNotice', 'vi', '<b>Khách đã chuyển khỏi anh/chị: 1</b>\nnay do Lê &lt;i&gt;Minh&lt;/i&gt; phụ trách: '],
    ['takenNotice', 'en', '<b>Leads no longer yours: 1</b>\nLê &lt;i&gt;Minh&lt;/i&gt; looks after them now: '],
    ['afterSaleNotice', 'vi', '<b>Khách đã mua hàng</b>'],
    ['afterSaleNotice', 'en', '<b>Your customer has bought</b>'],
    ['partedNotice', 'vi', 'Hồ sơ mang tên này do anh/chị phụ trách.\nHồ sơ kia chưa có người phụ trách.'],
    ['partedNotice', 'en', 'The record of this name is yours.\nNobody has the other record yet.'],
    ['mergedNotice', 'vi', 'Hệ thống gộp theo quy tắc.\nTừ nay khách do Lê &lt;i&gt;Minh&lt;/i&gt; phụ trách.'],
    ['mergedNotice', 'en', 'The system merged them by a rule.\nFrom now on Lê &lt;i&gt;Minh&lt;/i&gt; looks after them.'],
  ] as const)('reads in the message of %s, in %s, what it is of', async (kind, locale, said) => {
    await begin({ telegramChatId: '777' }, locale);

    await tell(kind);

    expect(messages()[0]).toContain(said);
    if (kind !== 'overdueNotice') expect(messages()[0]).not.toMatch(/tel:|912|huong@/);
  });

  it('reads in what is overdue whom to call, and what was typed to the task', async () => {
    await tell('overdueNotice');

    expect(messages()[0]).toMatch(
      /<code>Trần &lt;b&gt;An&lt;\/b&gt;<\/code>, <code>0912 345 678<\/code>\n<code>Báo giá &lt;gói&gt; 2<\/code>\n<a href/,
    );
  });

  it.each(kinds)('is led by %s to the lead as long as it is theirs', async (kind) => {
    const isTheirs = kind === 'overdueNotice' || kind === 'partedNotice';
    const link = 'https://console.annhien.example/#/khach/L1';

    await tell(kind);

    const shown = isTheirs ? `<a href="${link}">Mở hồ sơ khách</a>` : '';
    expect(messages()[0]?.match(/<a href[\s\S]*<\/a>/)?.[0] ?? '').toBe(shown);
    expect(world.sent.map(({ html, text }) => [html.includes(`href="${link}"`), text.includes(link)])).toEqual([[isTheirs, isTheirs]]);
  });

  it.each(kinds)('hears of %s when their quiet hours end, by each channel', async (kind) => {
    await begin({ telegramChatId: '777', quiet: { from: '21:00', to: '09:00' } });

    await tell(kind);
    const before = [world.sent.length, calls().length];
    await world.jump(3_600_000);

    expect([before, world.sent.length, calls().length]).toEqual([[0, 0], 1, 1]);
  });
});
