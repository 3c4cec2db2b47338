import { describe, expect, it } from '@jest/globals';
import { ScoreMessage } from '../../../events/index.ts';
import { mailRequest } from '../../../shared/mail-requests/index.ts';
import { scoreLead } from '../../../shared/scoring/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { easilyHot } from '../../support/lead-world/config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { report } from '../../support/seeded.ts';

const huong = { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', company: 'Sông Thu', province: 'TP.HCM' };

/** A world in which a post and a quote asked for make a good fit hot. */
async function makeWorld({ isOwned = true } = {}): Promise<World> {
  const world = createWorld();
  world.config.change(scoringKind, 'scoring', easilyHot);
  await world.takeIn(world.post(huong));
  if (isOwned) await world.assignAll();
  return world;
}

/** The person asks for a quote: takes the post in and answers the messages for scoring. */
async function askForQuote(world: World): Promise<ScoreMessage[]> {
  await world.takeIn(world.post({ ...huong, message: 'Cho xin báo giá' }));
  return world.sent.score.splice(0).map(({ body }) => ScoreMessage.parse(body));
}

/** One delivery of messages about the world's one lead. */
function deliver(world: World, messages: readonly ScoreMessage[], isRepeated = false): Promise<void> {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return scoreLead(lead.leadId, messages, world.parts, { isRepeated });
}

const rises = (world: World) => world.timeline().filter(({ type, data }) => type === 'lead.temperature_changed' && data.to === 'hot');
const hotNotices = (world: World) => world.sent.notice.map(({ body }) => body).filter((body) => JSON.stringify(body).includes('hotNotice'));
const noticeOfEach = (world: World) => rises(world).map(({ id, leadId, at }) => mailRequest('hotNotice', leadId, { entryId: id, at }));

describe('a lead that becomes hot', () => {
  it('is told of to the queue of notices at once, by the entry of its rise', async () => {
    const world = await makeWorld();

    await deliver(world, await askForQuote(world));

    expect(world.leads().map(({ evidence }) => evidence.temperature)).toEqual(['hot']);
    expect(rises(world)).toHaveLength(1);
    expect(hotNotices(world)).toEqual(noticeOfEach(world));
  });

  it('is not told of again by what is scored while it is hot', async () => {
    const world = await makeWorld();
    const messages = await askForQuote(world);
    await deliver(world, messages);

    await deliver(world, messages);
    await deliver(world, await askForQuote(world));
    await deliver(world, [{ v: 1, kind: 'recount', leadId: String(world.leads()[0]?.leadId) }]);

    expect(hotNotices(world)).toHaveLength(1);
  });

  it('is told of again when a message comes a second time: the first may have died before the notice', async () => {
    const world = await makeWorld();
    const messages = await askForQuote(world);
    await deliver(world, messages);

    await deliver(world, messages, true);

    expect(hotNotices(world)).toEqual([...noticeOfEach(world), ...noticeOfEach(world)]);
  });

  it('is told of anew for each rise', async () => {
    const world = await makeWorld();
    const recount = { v: 1, kind: 'recount', leadId: String(world.leads()[0]?.leadId) } as const;
    await deliver(world, await askForQuote(world));
    const hot = (enter: number, leave: number) =>
      world.config.change(scoringKind, 'scoring', (rules) => ({
        ...rules,
        temperature: { ...rules.temperature, hot: { ...rules.temperature.hot, interest: { enter, leave } } },
      }));

    hot(90, 90);
    await deliver(world, [recount]);
    await deliver(world, [recount], true);
    hot(45, 30);
    await deliver(world, [recount]);

    expect(rises(world)).toHaveLength(2);
    expect(hotNotices(world)).toEqual(noticeOfEach(world));
  });

  it.each([false, true])('is told of to nobody while nobody owns it, delivered again: %s', async (isRepeated) => {
    const world = await makeWorld({ isOwned: false });

    await deliver(world, await askForQuote(world), isRepeated);

    expect(rises(world).map(({ data }) => data.repId)).toEqual([null]);
    expect(hotNotices(world)).toEqual([]);
  });

  it('says nothing of a lead that is not hot, delivered again or not', async () => {
    const world = await makeWorld();
    const { leadId = '' } = world.leads()[0] ?? {};

    for (const isRepeated of [false, true]) await deliver(world, [{ v: 1, kind: 'recount', leadId }], isRepeated);

    expect(hotNotices(world)).toEqual([]);
  });
});

describe('T5: killed at every await', () => {
  async function survives(work: Promise<void>): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return false;
    }
  }

  it('the scoring of a rise ends with one rise and its notice', async () => {
    let points = 0;
    for (let survived = false; !survived; ) {
      points += 1;
      const world = await makeWorld();
      const messages = await askForQuote(world);

      world.fail(killAt(points));
      survived = await survives(deliver(world, messages));
      world.fail({});
      if (!survived) await deliver(world, messages, true);

      expect(rises(world)).toHaveLength(1);
      expect(new Set(hotNotices(world).map((body) => JSON.stringify(body)))).toEqual(
        new Set(noticeOfEach(world).map((body) => JSON.stringify(body))),
      );
      expect(hotNotices(world).length).toBeLessThanOrEqual(2);
    }

    report(`T5 rise: ${points - 1} points`);
    expect(points).toBeGreaterThan(8);
  });

  it('a rise that another worker was quicker to write is told of by that worker, or by its message when it comes back', async () => {
    let points = 0;
    for (let survived = false; !survived; ) {
      points += 1;
      const world = await makeWorld();
      const messages = await askForQuote(world);

      world.fail(killAt(points));
      survived = await survives(deliver(world, messages));
      world.fail({});
      // Another message of the lead finds it hot already, or makes it hot; then the dead worker's message comes back.
      await deliver(world, messages);
      if (!survived) await deliver(world, messages, true);

      expect(rises(world)).toHaveLength(1);
      expect(new Set(hotNotices(world).map((body) => JSON.stringify(body))).size).toBe(1);
    }
    expect(points).toBeGreaterThan(8);
  });
});
