import { describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import type { Submission } from '../../../shared/capture/index.ts';
import { qualifyLead } from '../../../shared/qualification/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', company: 'Sông Thu', product: 'ban-hang' };
const quote = { sourceId: 'quote' } as Partial<Submission>;

function openWorld(): World {
  const world = createWorld();
  world.config.change(formKind, 'quote', (form) => ({ ...form, tokenRequired: false, minFillSeconds: 0 }));
  return world;
}

const theLead = (world: World) => {
  const [lead, ...others] = world.leads();
  if (!lead || others.length > 0) throw new Error('not one lead');
  return lead;
};
const told = (world: World) => world.timeline().flatMap(({ type, data }) => (type === 'lead.qualified' ? [data] : []));
const items = (world: World) => world.itemsOf(' QUALIFICATION');

describe('a post', () => {
  it('that says a budget makes a lead of whom it is known, with what it was read from', async () => {
    const world = openWorld();

    await world.takeIn(world.post({ ...huong, monthlyBudget: 'duoi-1-trieu', startWhen: 'trong-1-thang' }, quote));

    expect(theLead(world).evidence).toMatchObject({ qualification: 'uupuy', quoteAsked: true });
    expect(theLead(world)).toMatchObject({ version: 1, stage: 'mql' });
    expect(told(world)).toEqual([
      {
        kind: 'form',
        factors: { budget: { from: 'unknown', to: 'partly' }, timeline: { from: 'unknown', to: 'yes' } },
        rules: [],
        rulesVersion: null,
        submission: { channel: 'form', sourceId: 'quote', submissionId: 'post-1' },
      },
    ]);
    expect(items(world)).toMatchObject([{ version: 1, budget: [{ level: 'partly', kind: 'form', ref: 'form/quote/post-1' }] }]);
  });

  it('that says nothing writes nothing of it, also where it asks for a quote', async () => {
    const world = openWorld();

    await world.takeIn(world.post({ ...huong, monthlyBudget: 'chua-ro' }, quote));
    await world.takeIn(world.post(huong));

    expect([items(world), told(world), theLead(world).evidence.quoteAsked]).toEqual([[], [], true]);
  });

  it('of a known person counts by when it was posted, not by when it comes in', async () => {
    const world = openWorld();
    await world.takeIn(world.post({ ...huong, monthlyBudget: 'tu-1-trieu' }, { ...quote, receivedAt: '2026-11-22T03:00:00.000Z' }));

    await world.takeIn(world.post({ ...huong, monthlyBudget: 'chua-co' }, { ...quote, receivedAt: '2026-11-21T03:00:00.000Z' }));
    expect(theLead(world).evidence.qualification).toBe('uuyuu');

    await world.takeIn(world.post({ ...huong, monthlyBudget: 'duoi-1-trieu' }, { ...quote, receivedAt: '2026-11-22T04:00:00.000Z' }));
    expect(theLead(world).evidence.qualification).toBe('uupuu');
    expect(told(world).map(({ factors }) => factors)).toEqual([
      { budget: { from: 'unknown', to: 'yes' } },
      { budget: { from: 'yes', to: 'partly' } },
    ]);
  });

  it('that comes twice says it once', async () => {
    const world = openWorld();
    const ref = world.post({ ...huong, monthlyBudget: 'tu-1-trieu' }, quote);

    await Promise.all([world.takeIn(ref), world.takeIn(ref)]);
    await world.takeIn(ref);

    expect([told(world).length, items(world)]).toMatchObject([1, [{ version: 1 }]]);
  });

  it('moves no level of fit that only newer rules would give', async () => {
    const world = openWorld();
    await world.takeIn(world.post(huong));
    await world.takeIn(world.post({ ...huong, startWhen: 'trong-1-thang' }, quote));
    const before = theLead(world).evidence.fit;
    world.config.change(scoringKind, 'scoring', (rules) => ({ ...rules, fitLevels: { A: 3, B: 2, C: 1 } }));
    world.config.change(formKind, 'quote', (form) => ({
      ...form,
      fields: form.fields.map((field) =>
        field.name === 'startWhen'
          ? { ...field, qualifies: { factor: 'timeline' as const, answers: { 'trong-1-thang': 'no' as const } } }
          : field,
      ),
    }));

    await world.takeIn(world.post({ ...huong, startWhen: 'trong-1-thang' }, { ...quote, receivedAt: '2026-11-22T04:00:00.000Z' }));

    expect([before, theLead(world).evidence.fit, theLead(world).evidence.qualification]).toEqual(['B', 'B', 'uuuun']);
    expect(world.timeline().filter(({ type }) => type === 'lead.fit_changed')).toEqual([]);
  });

  it('never takes the place of what a colleague heard, and counts again when that is taken back', async () => {
    const world = openWorld();
    await world.takeIn(world.post(huong));
    const { leadId } = theLead(world);
    const say = (budget: 'no' | 'unknown', correlationId: string) =>
      qualifyLead(
        {
          leadId,
          kind: 'call',
          result: { answers: {}, factors: { budget } },
          seenVersion: undefined,
          actor: { kind: 'user', id: 'lan' },
          correlationId,
          along: () => [],
        },
        world.parts,
      );
    await say('no', 'request-1');

    await world.takeIn(world.post({ ...huong, monthlyBudget: 'tu-1-trieu' }, { ...quote, receivedAt: '2026-11-29T03:00:00.000Z' }));
    expect(theLead(world).evidence.qualification).toBe('uuNuu');

    await say('unknown', 'request-2');
    expect(theLead(world).evidence.qualification).toBe('uuyuu');
    expect(told(world).map(({ kind, factors }) => [kind, factors])).toEqual([
      ['call', { budget: { from: 'unknown', to: 'no' } }],
      ['call', { budget: { from: 'no', to: 'yes' } }],
    ]);
  });
});
