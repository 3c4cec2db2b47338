import { beforeEach, describe, expect, it } from '@jest/globals';
import { ScoreMessage } from '../../../events/index.ts';
import type { LeadId } from '../../../shared/platform/ids.ts';
import { readScore, scoreLead } from '../../../shared/scoring/index.ts';
import { laterRecount } from '../../../shared/scoring/later-recount.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import type { Score } from '../../../shared/scoring/store.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const asked = (leadId: LeadId): ScoreMessage => ({ v: 1, kind: 'recount', leadId });
const second = 1_000;
const minute = 60 * second;

let world: World;
let leadId: LeadId;
beforeEach(async () => {
  world = createWorld(undefined, undefined, { stepMs: 0 });
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', message: 'Cần báo giá' }));
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  leadId = lead.leadId;
  world.sent.score.splice(0);
});

const recount = (...messages: ScoreMessage[]) => scoreLead(leadId, messages.length > 0 ? messages : [asked(leadId)], world.parts);
const timers = () =>
  world.itemsOf('DUE#').filter(({ queue, message }) => queue === 'score' && ScoreMessage.parse(message).kind === 'recount');
const countedAt = async () => (await readScore(world.table, leadId))?.countedAt;

describe('recounts of one lead', () => {
  it('are done at once and then once a minute, however many are asked for, and none is lost', async () => {
    await recount();
    const first = await countedAt();
    world.pass(20 * second);
    for (let index = 0; index < 50; index += 1) await recount();
    const between = await countedAt();
    const waiting = timers();
    world.pass(40 * second);
    world.sent.score.push(...(await world.takeRecounts()));
    await world.scoreAll();

    expect([first, between].map((at) => at !== undefined && at === first)).toEqual([true, true]);
    expect(waiting).toHaveLength(1);
    expect(waiting[0]).toMatchObject({ dueAt: new Date(((first ?? 0) + 60) * second).toISOString() });
    expect(await countedAt()).toBe((first ?? 0) + 60);
    expect(timers()).toEqual([]);
  });

  it('that stood back count even where a clock says that their minute is not over', async () => {
    await recount();
    world.pass(59 * second);
    await recount({ v: 1, kind: 'recount', leadId, waited: true });

    expect(await countedAt()).toBe(Math.floor(world.parts.clock().getTime() / second));
    expect(timers()).toEqual([]);
  });

  it('cost one write and what is read of a lead anyway while they stand back', async () => {
    await recount();
    const before = { ...world.table.used };
    await recount();

    expect({ write: world.table.used.write - before.write, read: world.table.used.read - before.read }).toEqual({ write: 1, read: 1 });
  });

  it('do not stand back where other rules are in force: what is kept is of no use to them', async () => {
    await recount();
    world.pass(second);
    world.config.change(scoringKind, 'scoring', (rules) => ({ ...rules, halfLifeDays: 3 }));
    await recount();

    expect(await countedAt()).toBe(Math.floor(world.parts.clock().getTime() / second));
    expect(timers()).toEqual([]);
  });
});

describe('the timer of a recount that stands back', () => {
  const score = (at: number | null) => ({ countedAt: at }) as Score;
  const now = new Date(1_000 * minute);
  const seconds = now.getTime() / second;

  it.each([
    ['nobody asks', seconds - 1, [] as ScoreMessage[], null],
    ['it was never counted', null, [asked('L1' as LeadId)], null],
    ['the last count is a minute old', seconds - 60, [asked('L1' as LeadId)], null],
    ['the last count is younger', seconds - 59, [asked('L1' as LeadId)], seconds + 1],
    ['one of them has waited', seconds - 1, [asked('L1' as LeadId), { ...asked('L1' as LeadId), waited: true } as ScoreMessage], null],
  ])('%s', (_case, at, messages, due) => {
    const timer = laterRecount('L1' as LeadId, at === null && messages.length > 0 ? score(null) : score(at), messages, now);

    expect(timer?.dueAt ?? null).toBe(due === null ? null : new Date(due * second).toISOString());
  });
});
