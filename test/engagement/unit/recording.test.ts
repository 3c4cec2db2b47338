import { beforeEach, describe, expect, it } from '@jest/globals';
import { recordDelivery, recordEngagements, type SeenEngagement } from '../../../shared/engagement/index.ts';
import { maxDropped, maxEngagements } from '../../../shared/engagement/rules-mail.ts';
import { readEngagements } from '../../../shared/engagement/store.ts';
import { CorruptItemError } from '../../../shared/platform/errors.ts';
import { LeadId, MailId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Log } from '../../../shared/platform/logging.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { type MailedLead, mailedLead, moment, seenClick } from '../../support/engagement.ts';
import { itemSize } from '../../support/memory-table.ts';
import { report } from '../../support/seeded.ts';

const day = 86_400;
let lead: MailedLead;

beforeEach(async () => {
  lead = await mailedLead();
  lead.world.sent.score.splice(0);
});

const stored = () => readEngagements(lead.world.table, lead.leadId);
const asked = () => lead.world.sent.score.splice(0).map(({ body }) => body);
const regraded = () => lead.world.timeline().filter(({ type }) => type === 'engagement.regraded');

describe('an open or click', () => {
  it('is kept once, however often it is told of', async () => {
    const seen = seenClick('a', moment(300));

    await lead.record(seen);
    const once = await stored();
    await lead.record(seen);
    await lead.record(seen, seen);

    expect(await stored()).toEqual(once);
    expect(once.flatMap(({ engagements }) => engagements)).toHaveLength(1);
  });

  it('asks for a look at what is new, and for a count anew when it is told of twice: the first time may have ended before it asked', async () => {
    await lead.record(seenClick('a', moment(300)));
    const [first] = await stored();
    const id = first?.engagements[0]?.id;
    expect(asked()).toEqual([{ v: 1, kind: 'engagement', leadId: lead.leadId, mailId: 'newsletter-1', engagementIds: [id] }]);

    await lead.record(seenClick('a', moment(300)));
    expect(asked()).toEqual([{ v: 1, kind: 'recount', leadId: lead.leadId, takenBack: true }]);
  });

  it('of a machine asks for nothing', async () => {
    await lead.record(seenClick('a', moment(300), { userAgent: 'curl/8' }));

    expect(asked()).toEqual([]);
    expect(await lead.grades()).toEqual(['click machine bot']);
  });

  it('leaves nothing personal behind: neither address nor agent nor where the link leads', async () => {
    const lines: unknown[] = [];
    const note = (...line: unknown[]) => void lines.push(line);
    const log: Log = { info: note, warn: note, error: note };
    const link = 'https://annhien.example/gia?email=huong@example.com';

    await recordEngagements(lead.mail, [seenClick('ses 192.0.2.7', moment(300), { link })], { ...lead.parts, log });

    expect(lines).toHaveLength(1);
    const written = JSON.stringify([lead.world.itemsOf(' ENGAGEMENT#'), lines, lead.world.sent.score, lead.world.timeline()]);
    for (const word of ['192.0.2.7', 'Android', 'huong', 'annhien']) expect(written).not.toContain(word);
  });

  it('from one network looks different in every mail', async () => {
    const other = { ...lead.mail, mailId: MailId.parse('newsletter-2') };
    await lead.record(seenClick('a', moment(300)), seenClick('b', moment(4_000), { link: '2' }));
    await recordEngagements(other, [seenClick('a', moment(300))], lead.parts);

    const networks = (await stored()).map(({ engagements }) => engagements.map(({ network }) => network));
    expect(new Set(networks[0]).size).toBe(1);
    expect(new Set(networks.flat()).size).toBe(2);
  });

  it('of somebody who did not agree to be remembered is not kept', async () => {
    const { leadId } = lead;
    const item = lead.world.table.items.get(`${keys.lead(leadId).pk} ${keys.lead(leadId).sk}`);
    lead.world.table.seed({ ...item, consent: {} });

    await lead.record(seenClick('a', moment(300)));
    await recordDelivery(lead.mail, moment(900), lead.parts);

    expect([await stored(), asked()]).toEqual([[], []]);
  });

  it('of a lead that is gone is not kept', async () => {
    const gone = { ...lead.mail, leadId: LeadId.parse('Lgone') };

    await recordEngagements(gone, [seenClick('a', moment(300))], lead.parts);

    expect(lead.world.itemsOf(' ENGAGEMENT#')).toEqual([]);
  });

  it('meets an item of another shape with an error that is ours', async () => {
    lead.world.table.seed({ ...keys.engagements(lead.leadId, lead.mail.mailId), version: 'one' });

    await expect(lead.record(seenClick('a', moment(300)))).rejects.toThrow(CorruptItemError);
  });
});

describe('what is done with one mail', () => {
  it('costs one write unit while it is little, and a transaction where something counts no longer', async () => {
    const { used } = lead.world.table;
    const costs: Record<string, number> = {};
    const measure = async (what: string, run: () => Promise<void>) => {
      const before = used.write;
      await run();
      costs[what] = used.write - before;
    };

    await measure('first click', () => lead.record(seenClick('a', moment(300))));
    await measure('second click', () => lead.record(seenClick('b', moment(340), { link: '2' })));
    await measure('hidden link, which takes both back', () =>
      lead.record(seenClick('t', moment(320), { link: 'hidden', address: '198.51.100.9' })),
    );
    await measure('the same again', () => lead.record(seenClick('t', moment(320), { link: 'hidden' })));
    await measure('a sweep of ten links at once', () =>
      lead.record(...Array.from({ length: 10 }, (_, index) => seenClick(`s${index}`, moment(3_000), { link: `${index}`, links: 10 }))),
    );

    report(`engagement costs ${JSON.stringify(costs)}`);
    expect(costs).toEqual({
      'first click': 1,
      'second click': 1,
      'hidden link, which takes both back': 4,
      'the same again': 0,
      'a sweep of ten links at once': 2,
    });
  });

  it('is kept whole when it is told of at once', async () => {
    const seen = Array.from({ length: 10 }, (_, index) => seenClick(`c${index}`, moment(day + index * 60), { link: '1' }));

    await Promise.all([...seen, ...seen].map((one) => lead.record(one)));

    expect(await lead.grades()).toEqual(Array.from({ length: 10 }, () => 'click human plain'));
  });

  it('is bounded: the hidden link, then clicks, then opens, the first of each; the rest is counted, to an end', async () => {
    const opens = Array.from({ length: 60 }, (_, index) =>
      seenClick(`o${index}`, moment(index * 100), { action: 'open', link: null, userAgent: 'Outlook-iOS/1.0' }),
    );
    const clicks = Array.from({ length: 20 }, (_, index) => seenClick(`c${index}`, moment(day + index * 100)));
    const hidden = seenClick('t', moment(9 * day), { link: 'hidden' });

    for (const seen of [opens.slice(30), clicks, [hidden], opens.slice(0, 30)]) await lead.record(...seen);

    const [mail] = await stored();
    const actions = mail?.engagements.map(({ action, link }) => (link === 'hidden' ? link : action)) ?? [];
    expect(actions).toEqual(['hidden', ...Array.from({ length: 20 }, () => 'click'), ...Array.from({ length: 29 }, () => 'open')]);
    expect(mail?.engagements.at(-1)?.at).toBe(moment(2_800).getTime() / 1_000);
    expect([actions.length, mail?.dropped]).toEqual([maxEngagements, 31]);

    const size = itemSize(lead.world.itemsOf(' ENGAGEMENT#')[0] ?? {});
    report(`engagement: an item of ${maxEngagements} has ${size} bytes`);
    const many = Array.from({ length: 2_000 }, (_, index) => seenClick(`m${index}`, moment(8 * day + index)));
    await lead.record(...many);
    const before = lead.world.table.used.write;
    await lead.record(seenClick('one more', moment(20 * day)));
    expect((await stored())[0]?.dropped).toBe(maxDropped);
    expect(lead.world.table.used.write).toBe(before);
  });

  it('is graded anew when the mail turns out to have come late', async () => {
    await lead.record(seenClick('a', moment(905)));

    await recordDelivery(lead.mail, moment(900), lead.parts);

    expect(await lead.grades()).toEqual(['click machine instant']);
    expect(regraded().map(({ data }) => data)).toMatchObject([{ from: 'human', to: 'machine', reason: 'instant' }]);
    expect(asked().at(-1)).toEqual({ v: 1, kind: 'recount', leadId: lead.leadId, takenBack: true });
  });

  it('is graded alike whether the delivery or the click is told of first', async () => {
    await recordDelivery(lead.mail, moment(900), lead.parts);
    await lead.record(seenClick('a', moment(905)));

    expect(await lead.grades()).toEqual(['click machine instant']);
    expect(regraded()).toEqual([]);
  });

  it('ends the same wherever the process dies, with a score that is asked for', async () => {
    const seen = [seenClick('a', moment(300)), seenClick('b', moment(340), { link: '2' }), seenClick('t', moment(320), { link: 'hidden' })];
    const whole = await endOf(seen, Number.POSITIVE_INFINITY);
    let points = 0;
    for (let point = 1; ; point += 1) {
      const { isKilled, ...end } = await endOf(seen, point);
      if (!isKilled) break;
      points = point;
      expect(end).toEqual({ grades: whole.grades, interest: whole.interest, temperature: whole.temperature });
    }
    report(`engagement: ${points} points of death, none loses a retraction`);
    expect(points).toBeGreaterThan(10);
  });
});

/** Tells of each and scores, dies at a point of it, and does again what the queues would bring back. */
async function endOf(seen: readonly SeenEngagement[], point: number) {
  const own = await mailedLead();
  const { world } = own;
  world.sent.score.splice(0);
  world.fail(killAt(point));
  let isKilled = false;
  const survive = async (run: () => Promise<void>) => {
    const waiting = [...world.sent.score];
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      isKilled = true;
      world.fail({});
      world.sent.score.push(...waiting);
      await run();
    }
  };
  for (const one of seen) {
    await survive(() => own.record(one));
    await survive(() => world.scoreAll(true));
  }
  world.fail({});
  return { isKilled, grades: await own.grades(), interest: await own.interest(), temperature: world.leads()[0]?.evidence.temperature };
}
