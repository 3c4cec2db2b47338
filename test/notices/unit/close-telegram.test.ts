import { describe, expect, it } from '@jest/globals';
import { callKinds } from '../../../functions/do-calls/kinds.ts';
import { type Call, endMessage, parseCall } from '../../../shared/calls/index.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { chatName, noOwnChannels, putOwnChannels, readOwnChannels } from '../../../shared/notices/choice.ts';
import { closeTelegramWork } from '../../../shared/notices/close-telegram.ts';
import { DecisionId, LeadId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { CallWorld } from '../../support/calls/world.ts';
import { decisionId } from '../../support/lead-world/sample.ts';
import { asked, company, MailWorld, rep } from '../../support/mail-world.ts';

const chatId = '123456789';
const owner = LeadOwner.parse({ repId: rep.id, poolId: 'south', since: '2026-11-23T02:00:00.000Z', decisionId });
const blocked = { status: 403, body: '{"ok":false,"description":"Forbidden: bot was blocked by the user"}' };

function worldOf(): MailWorld {
  const world = new MailWorld();
  world.documents.company = [CompanyConfig.parse({ ...company, telegram: { tokenParameter: 'bot' } })];
  world.documents.reps = [RepConfig.parse({ ...rep, notify: { telegramChatId: chatId } })];
  return world;
}

/** A notice of a lead goes out, and its message as far as Telegram lets it. */
async function notify(world: MailWorld, number: number, answer: { status: number; body?: string }): Promise<Call> {
  const decision = DecisionId.parse(`D${number}`);
  world.putLead({ leadId: LeadId.parse(`L${number}`), owner: { ...owner, decisionId: decision } });
  world.deliver('notice', { ...asked('assignedNotice', `L${number}`), decisionId: decision });
  const known = new Set(callsOf(world).map(({ callId }) => callId));
  await world.run();
  const [item] = world.table.all().filter((one) => String(one.pk).startsWith('CALL#') && !known.has(parseCall({ ...one }).callId));
  if (!item) throw new Error('no message was asked for');
  const calls = new CallWorld(...callKinds);
  calls.secrets.set('bot', '123:AA-bb_cc');
  calls.table.seed({ ...item });
  calls.now = world.now;
  calls.answer = () => ({ body: null, ...answer });
  calls.ask(parseCall({ ...item }).callId);
  await calls.run();
  const [ended] = calls.table.all();
  world.table.seed({ ...ended });
  return parseCall({ ...ended });
}

const callsOf = (world: MailWorld) =>
  world.table.all().flatMap((item) => (String(item.pk).startsWith('CALL#') ? [parseCall({ ...item })] : []));

const close = (world: MailWorld, { callId }: Pick<Call, 'callId'>) =>
  closeTelegramWork.run({ callId }, {
    table: world.table,
    clock: () => new Date(world.now),
    queues: { notice: { send: async ({ body }: { body: never }) => world.deliver('notice', body) } },
    log: silentLog,
  } as never);

describe('a chat that refuses the bot', () => {
  it('turns Telegram off for its rep, who is told by e-mail once, and rings no more', async () => {
    const world = worldOf();
    const first = await notify(world, 1, blocked);

    await close(world, first);
    await close(world, first);
    await world.run();

    expect(endMessage(first)).toMatchObject({ groupId: 'closeTelegram' });
    expect(await readOwnChannels(world.table, { repId: rep.id })).toMatchObject({
      closed: { chat: chatName(chatId), reason: 'botBlocked' },
    });
    expect(world.sent.filter(({ subject }) => subject.includes('Telegram đã tắt'))).toHaveLength(1);
    await expect(notify(world, 2, blocked)).rejects.toThrow('no message was asked for');
    expect(world.sent).toHaveLength(3);
  });

  it('is told of once where several messages were under way', async () => {
    const world = worldOf();
    const both = [await notify(world, 1, blocked), await notify(world, 2, blocked)];

    for (const call of both) await close(world, call);
    await world.run();

    expect(world.sent.filter(({ subject }) => subject.includes('Telegram đã tắt'))).toHaveLength(1);
  });

  it('is on again by the choice of the rep, also where an older refusal comes late', async () => {
    const world = worldOf();
    const late = await notify(world, 1, blocked);
    world.now += 1_000;
    const chosenAt = new Date(world.now).toISOString();
    await world.table.transact([putOwnChannels(null, { ...noOwnChannels({ repId: rep.id }), chosenAt, version: 1 })]);

    await close(world, late);
    await world.run();

    expect(await readOwnChannels(world.table, { repId: rep.id })).toMatchObject({ closed: null });
    expect((await notify(world, 2, { status: 200 })).state).toBe('done');
  });

  it.each([
    ['a message that arrived', { status: 200 }, null],
    ['a text that Telegram cannot read', { status: 400, body: '{"description":"Bad Request: can\'t parse entities"}' }, 'refused'],
  ])('is not what %s shows', async (_what, answer, told) => {
    const world = worldOf();
    const call = await notify(world, 1, answer);

    await close(world, call);

    expect(endMessage(call) === null).toBe(told === null);
    expect(await readOwnChannels(world.table, { repId: rep.id })).toBeUndefined();
  });

  it('is left alone once another one is written down', async () => {
    const world = worldOf();
    await close(world, await notify(world, 1, blocked));
    world.documents.reps = [RepConfig.parse({ ...rep, notify: { telegramChatId: '42' } })];

    expect(await notify(world, 2, { status: 200 })).toMatchObject({ state: 'done' });
  });
});
