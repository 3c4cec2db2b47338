import { describe, expect, it } from '@jest/globals';
import { assignsLater, formKind } from '../../../shared/capture/form-config.ts';
import { furtherAsked } from '../../../shared/intake/assign-later.ts';
import { noEvidence } from '../../../shared/leads/index.ts';
import { FormId, type LeadId, leadSubject, SourceId } from '../../../shared/platform/ids.ts';
import { assignMessageFor, retryAfterPublication } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { readinessOf } from '../../../shared/routing/rules-hand-over.ts';
import { changeStatus } from '../../../shared/status/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { submissionOf } from '../../support/lead-world/world.ts';
import { worldOfMarketing } from '../../support/marketing.ts';

describe('a pool that gets leads from a level on', () => {
  it('leaves a new lead to marketing: no owner, nobody is asked for, nobody is told', async () => {
    const { world, arrive, settle, lead, told } = await worldOfMarketing();

    await arrive();
    await settle();

    expect([lead().routing?.state, lead().owner]).toEqual(['marketing', null]);
    expect([world.sent.assign, world.sent.notice, told('lead.assigned'), told('lead.unassigned')]).toEqual([[], [], [], []]);
    expect(world.itemsOf('DUE#').filter(({ queue }) => queue === 'work')).toEqual([]);
  });

  it('gives a lead to a rep once it has reached the level, and says why', async () => {
    const { world, arrive, settle, lead, learn, told } = await worldOfMarketing();
    const { leadId } = await arrive();

    await learn(leadId, { temperature: 'warm', reached: 1 });
    await settle();
    const warm = lead().routing?.state;
    await learn(leadId, { temperature: 'hot' });
    await settle();
    await settle();

    expect([warm, lead().routing?.state, lead().owner?.repId]).toEqual(['marketing', 'owned', expect.any(String)]);
    expect(told('lead.ready').map(({ data }) => [data.by, data.temperature, data.poolId])).toEqual([[['temperature'], 'hot', 'south']]);
    expect(told('lead.assigned')).toHaveLength(1);
    expect(world.itemsOf(' DECISION#').map(({ cause }) => cause)).toEqual(['ready']);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('takes a lead at once that asks for a quote, where the pool says so', async () => {
    const { arrive, settle, lead, learn } = await worldOfMarketing([{ temperature: 'hot' }, { quoteAsked: true }]);
    const { leadId } = await arrive();

    await learn(leadId, { quoteAsked: true });
    await settle();

    expect(lead().routing?.state).toBe('owned');
  });

  it('gives leads as ever where the pool names no level', async () => {
    const { arrive, settle, lead, told } = await worldOfMarketing('always');

    await arrive();
    await settle();

    expect([lead().routing?.state, told('lead.ready')]).toEqual(['owned', []]);
  });

  it('sends a lead of marketing to another territory when it changes, without a rep', async () => {
    const { arrive, settle, lead, learn, told } = await worldOfMarketing();
    const { leadId, region } = await arrive();
    const hanoi = { ...region, provinceCode: '01', provinceName: 'Hà Nội', macroRegion: 'north' as const };

    await learn(leadId, {}, { region: hanoi });
    await settle();

    expect([lead().routing?.state, lead().routing?.poolId, lead().owner]).toEqual(['marketing', 'north', null]);
    expect(told('lead.rerouted').map(({ data }) => [data.fromPoolId, data.poolId])).toEqual([['south', 'north']]);
  });

  it('gives what marketing has to the reps when the pool takes every lead again', async () => {
    const { world, work, arrive, run, publish, lead } = await worldOfMarketing();
    for (let index = 0; index < 12; index += 1) await arrive(index);
    world.project();

    publish('always');
    work.push(retryAfterPublication('2026-11-22T04:00:00.000Z', new Date('2026-11-22T04:00:00.000Z')));
    await run();
    await world.assignAll();

    expect(world.leads().map(({ routing }) => routing?.state)).toEqual(Array(12).fill('owned'));
    expect(lead().routing?.state).toBe('owned');
  });

  it('gives them also where another publication follows at once', async () => {
    const { world, work, arrive, run, publish } = await worldOfMarketing();
    await arrive();
    world.project();

    publish('always');
    publish('always');
    world.config.change(poolKind, 'south', (pool) => ({ ...pool }));
    work.push(retryAfterPublication('2026-01-01T00:00:00.000Z', new Date('2026-01-01T00:00:00.000Z')));
    await run();
    await world.assignAll();

    expect(world.leads().map(({ routing }) => routing?.state)).toEqual(['owned']);
  });

  it('has a lead whose pool is gone wait as others do, instead of leaving it to nobody', async () => {
    const { world, arrive, settle, lead, told } = await worldOfMarketing();
    await arrive();

    world.config.remove(poolKind, 'south');
    await settle();

    expect(lead().routing?.state).not.toBe('marketing');
    expect(told('lead.ready').map(({ data }) => data.by)).toEqual([['always']]);
  });

  it('has a buyer looked after by the pool that takes customers over, also where marketing had them', async () => {
    const { world, arrive, lead } = await worldOfMarketing();
    const { leadId } = await arrive();
    const asked = { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId: 'north', cause: 'afterSale' } as const;

    await world.parts.assign.send(assignMessageFor({ ...asked, causationId: 'order-1', correlationId: 'order-1' }));
    await world.assignAll();

    expect([lead().routing?.state, lead().owner?.poolId]).toEqual(['owned', 'north']);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('is in one state after a kill at any call, and its rep has it once when it is tried again', async () => {
    for (let point = 1, killed = true; killed; point += 1) {
      const { world, arrive, settle, lead, learn, told } = await worldOfMarketing();
      const { leadId } = await arrive();
      await learn(leadId, { temperature: 'hot' });
      killed = false;
      world.fail(killAt(point));
      try {
        await settle();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        killed = true;
      }
      world.fail({});
      const faults = assignmentFaults(world.table.items.values());

      await settle();

      expect([point, faults, lead().routing?.state]).toEqual([point, [], 'owned']);
      expect([told('lead.ready'), told('lead.assigned')].map(({ length }) => length)).toEqual([1, 1]);
    }
  });
});

describe('a form that leaves people to marketing', () => {
  const newsletter = async (level: Parameters<typeof worldOfMarketing>[0] = 'always') => {
    const fixture = await worldOfMarketing(level);
    const { world } = fixture;
    const contact = (await world.config.current(formKind)).documents.get('contact');
    if (!contact) throw new Error('there is no form contact');
    world.config.add(formKind, [{ ...contact, id: FormId.parse('newsletter'), assign: 'later' }]);
    const email = 'huong@news.example';
    const subscribe = (more: Parameters<typeof world.post>[1] = {}) =>
      world.takeIn(world.post({ email }, { sourceId: SourceId.parse('newsletter'), ...more }));
    const ask = () => world.takeIn(world.post({ email, fullName: 'Nguyễn Thị Hường' }));
    return { ...fixture, subscribe, ask };
  };

  it('gives whoever posts it alone to nobody, though the pool takes every other lead, and tells so', async () => {
    const { world, subscribe, settle, lead, told } = await newsletter();

    await subscribe();
    await subscribe();
    await settle();

    expect([lead().routing?.state, lead().owner, lead().evidence.assignLater]).toEqual(['marketing', null, true]);
    expect([world.sent.assign, world.sent.notice]).toEqual([[], []]);
    expect(told('lead.created').map(({ data }) => data.assignLater)).toEqual([true]);
  });

  it('gives them to a rep once they post a form that asks for contact, and a third post of the first takes nobody away', async () => {
    const { subscribe, ask, settle, lead, told } = await newsletter();
    await subscribe();
    await settle();

    await ask();
    await settle();
    const asked = [lead().routing?.state, lead().evidence.assignLater];
    await subscribe();
    await settle();

    expect([asked, lead().routing?.state]).toEqual([['owned', undefined], 'owned']);
    expect([told('lead.ready').length, told('lead.assigned').length]).toEqual([1, 1]);
  });

  it('gives them to a rep once they are hot, an MQL or ask for a quote', async () => {
    const states = [];
    for (const evidence of [{ temperature: 'cold' }, { temperature: 'hot' }, { quoteAsked: true }] as const) {
      const { subscribe, settle, lead, learn } = await newsletter();
      await subscribe();
      await learn(lead().leadId, evidence);
      await settle();
      states.push(lead().routing?.state);
    }
    expect(states).toEqual(['marketing', 'owned', 'owned']);
  });

  it('asks nobody to reach less than the levels of their pool', async () => {
    const { subscribe, ask, settle, lead } = await newsletter([{ stage: 'sql' }]);

    await subscribe();
    await ask();
    await settle();

    expect([lead().routing?.state, lead().evidence.assignLater]).toEqual(['marketing', undefined]);
  });

  it('says nothing of whom a colleague typed in by it', async () => {
    const typed = await newsletter();
    await typed.subscribe({ enteredBy: { userId: 'admin', origin: 'inbound' } });
    await typed.settle();

    expect([typed.lead().routing?.state, typed.lead().evidence.assignLater]).toEqual(['owned', undefined]);
  });

  it('is not ended by a row of a list, which says nothing of what a person wants, but by what a platform tells', () => {
    const came = (listed?: object) =>
      ({ form: null, submission: { ...submissionOf({ submissionId: 'p1', fields: {} }), ...(listed && { listed }) } }) as Parameters<
        typeof furtherAsked
      >[1];
    const silent = { ...noEvidence, assignLater: true as const };

    expect(furtherAsked(silent, came({ importId: 'i1', row: '2', userId: 'admin' }))).toEqual(silent);
    expect(furtherAsked(silent, came())).toEqual(noEvidence);
    expect(furtherAsked(noEvidence, came())).toEqual(noEvidence);
  });

  it('has them looked at behind a publication, though no pool waits for a level', async () => {
    const { world, work, subscribe, run, lead } = await newsletter();
    await subscribe();
    world.project();

    world.config.remove(poolKind, lead().routing?.poolId ?? '');
    work.push(retryAfterPublication('2026-11-22T04:00:00.000Z', new Date('2026-11-22T04:00:00.000Z')));
    await run();

    expect(lead().routing?.state).not.toBe('marketing');
  });

  it.each([
    ['requires the agreement to newsletters', undefined, true, false, true],
    ['offers newsletters', undefined, false, false, false],
    ['says always, whatever it requires', 'always', true, false, false],
    ['says later', 'later', false, false, true],
    ['asks for a quote, whatever it says', 'later', true, true, false],
  ] as const)('is one that %s', (_what, assign, required, asksForQuote, isLater) => {
    const consentTexts = [{ purpose: 'newsletter' as const, version: 'n1', text: { vi: 'Bản tin', en: 'News' }, required }];

    expect(assignsLater({ consentTexts, asksForQuote, ...(assign && { assign }) })).toBe(isLater);
  });

  it.each([
    ['is a survey', { survey: { linkDays: 30 } }, true],
    ['gives a file', { download: { file: 'so-quy.csv' } }, true],
    ['is a survey and says always', { survey: { linkDays: 30 }, assign: 'always' }, false],
    ['gives a file and asks for a quote', { download: { file: 'so-quy.csv' }, asksForQuote: true }, false],
    ['does neither', {}, false],
  ] as const)('is one that %s', (_what, form, isLater) => {
    expect(assignsLater({ consentTexts: [], asksForQuote: false, ...form })).toBe(isLater);
  });
});

describe('a recycled lead', () => {
  const recycle = async (fixture: Awaited<ReturnType<typeof worldOfMarketing>>, leadId: LeadId) => {
    const { world } = fixture;
    const actor = { kind: 'user', id: 'chi' } as const;
    await changeStatus({ leadId, to: 'recycled', reason: 'notNow', actor, correlationId: 'recycle' }, world.parts);
    world.pass(60_000);
  };

  it('is left to marketing by a post below the level, and goes to a rep once it has reached it', async () => {
    const fixture = await worldOfMarketing();
    const { world, arrive, settle, lead, learn, told } = fixture;
    const { leadId } = await arrive();
    await learn(leadId, { temperature: 'hot' });
    await settle();
    await recycle(fixture, leadId);
    await learn(leadId, { temperature: 'cold' });

    await arrive();
    await settle();
    const back = [lead().status, lead().routing?.state, lead().owner];
    await learn(leadId, { temperature: 'hot' });
    await settle();

    expect(back).toEqual(['active', 'marketing', null]);
    expect([lead().routing?.state, told('lead.ready').length, told('lead.assigned').length]).toEqual(['owned', 2, 2]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('is not handed over as long as it is recycled', async () => {
    const fixture = await worldOfMarketing();
    const { arrive, settle, lead, learn } = fixture;
    const { leadId } = await arrive();
    await recycle(fixture, leadId);

    await learn(leadId, { reached: 3, temperature: 'hot' });
    await settle();

    expect([lead().status, lead().routing?.state]).toEqual(['recycled', 'marketing']);
  });
});

describe('a level', () => {
  const lead = (stage: 'lead' | 'mql' | 'sql' | 'customer', temperature: 'cold' | 'warm' | 'hot') =>
    ({ stage, evidence: { ...noEvidence, temperature } }) as const;

  it.each([
    ['a temperature, by a hotter one', [{ temperature: 'warm' as const }], lead('lead', 'hot'), ['temperature']],
    ['a temperature, not by a colder one', [{ temperature: 'warm' as const }], lead('lead', 'cold'), null],
    ['a stage, by one above it', [{ stage: 'mql' as const }], lead('sql', 'cold'), ['stage']],
    ['a stage, not by one below it', [{ stage: 'sql' as const }], lead('mql', 'hot'), null],
    ['both, not by one of them', [{ stage: 'mql' as const, temperature: 'hot' as const }], lead('mql', 'warm'), null],
    ['any of two', [{ stage: 'sql' as const }, { temperature: 'hot' as const }], lead('lead', 'hot'), ['temperature']],
    ['whatever it is, by a customer', [{ temperature: 'hot' as const }], lead('customer', 'cold'), ['stage']],
  ])('asks for %s', (_what, handOver, who, by) => {
    expect(readinessOf({ handOver }, who)).toEqual(by);
  });

  it('is refused where it names nothing', () => {
    const pool = { id: 'south', name: { vi: 'Nam', en: 'South' }, members: [] };

    expect(poolKind.schema.safeParse({ ...pool, handOver: [{}] }).error?.issues[0]?.message).toContain('write "always"');
    expect(poolKind.schema.safeParse({ ...pool, handOver: [{ stage: 'sql' }, { quoteAsked: true }] }).success).toBe(true);
  });
});
