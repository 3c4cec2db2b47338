import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { daysMs, hoursMs, minutesMs } from '../../../shared/platform/clock.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { erasingOf } from '../../support/erasing.ts';
import { conversionWork, googleConnector, metaConnector, tellingWorld } from '../support/telling.ts';

const leadId = '12345678901234567';

describe('Meta is told', () => {
  it('of each stage of a lead of its own, once, with its very id', async () => {
    const { platforms, byMeta, stage, states } = tellingWorld(metaConnector);
    await byMeta(leadId);
    await stage('sql');
    await stage('lead');
    await stage('sql');

    const told = platforms.graph.told();

    expect(told.map(({ event_name: name }) => name)).toEqual(['Lead', 'MQL', 'SQL']);
    expect(told[0]).toMatchObject({
      action_source: 'system_generated',
      user_data: { lead_id: leadId },
      custom_data: { event_source: 'crm', lead_event_source: 'Pheu' },
    });
    expect(new Set(told.map(({ event_id: id }) => id)).size).toBe(3);
    expect(states()).toEqual({ lead: 'told', mql: 'told', sql: 'told' });
  });

  it('of nothing where it is not turned on, and of nobody who did not agree by a text that says so', async () => {
    const { conversions: _none, ...off } = metaConnector;
    const silent = [off, { ...metaConnector, hasTrackingConsent: false }, { ...metaConnector, consentVersion: 'khac' }];

    for (const connector of silent) {
      const { platforms, byMeta, stage, conversions } = tellingWorld(connector);
      await byMeta(leadId);
      await stage('sql');
      expect([platforms.graph.told(), conversions()]).toEqual([[], []]);
    }
  });

  it('of nobody who took their consent back before the call is made', async () => {
    const world = tellingWorld(metaConnector);
    world.platforms.graph.setFate('away');
    await world.byMeta(leadId).catch(() => undefined);
    world.platforms.graph.setFate('answers');
    await world.pass(hoursMs);
    expect(world.states()).toEqual({ lead: 'told' });
    world.platforms.graph.setFate('tokenRefused');
    await world.stage('mql');
    expect(world.states()).toEqual({ lead: 'told', mql: 'waiting tokenRefused' });
    const [lead] = world.world.leads();
    world.world.table.items.forEach((item) => {
      if (item.pk === keys.leadPk(lead?.leadId as never) && item.sk === keys.leadSk) item.consent = {};
    });
    world.platforms.graph.setFate('answers');

    await world.pass(2 * hoursMs);

    expect(world.states()).toEqual({ lead: 'told', mql: 'refused noConsent' });
    expect(world.platforms.graph.told()).toHaveLength(1);
    expect(world.conversions().every(({ reference }) => reference === null)).toBe(true);
  });

  it('of all others where it refuses a batch for one, which is found by halves and refused with a reason', async () => {
    const world = tellingWorld(metaConnector);
    const ids = Array.from({ length: 7 }, (_, place) => `1234567890123450${place}`);
    world.platforms.graph.setFate('answers');
    for (const [place, id] of ids.entries()) await world.byMeta(id, `091234567${place}`);
    const before = world.platforms.graph.told().length;
    world.platforms.graph.setFate('tokenRefused');
    for (const place of ids.keys()) await world.stage('mql', place);
    // What this one is known by turns out to be of no form that Meta takes.
    const bad = world.world.itemsOf(' CONVERSION#').find(({ sk, state }) => String(sk).endsWith('#mql') && state === 'waiting');
    if (bad) bad.reference = { ...(bad.reference as object), kind: 'fbclid', id: 'with blank' };
    world.platforms.graph.setFate('answers');

    await world.pass(2 * hoursMs);

    expect(world.platforms.graph.told().length - before).toBe(6);
    const ends = world.conversions().filter(({ stage }) => stage === 'mql');
    expect(ends.filter(({ state }) => state === 'told')).toHaveLength(6);
    expect(ends.filter(({ state }) => state === 'refused').map(({ reason }) => reason)).toEqual(['invalid']);
  });

  it('of what it was told while it was away, and not of what is older than it takes', async () => {
    const world = tellingWorld(metaConnector);
    await world.byMeta(leadId);
    world.platforms.graph.setFate('tooMany');
    await world.stage('mql');
    await world.pass(6 * hoursMs);
    world.platforms.graph.setFate('answers');
    await world.pass(2 * hoursMs);
    expect(world.states()).toEqual({ lead: 'told', mql: 'told' });
    world.platforms.graph.setFate('tokenRefused');
    await world.stage('sql');

    await world.pass(8 * daysMs);

    expect(world.states()).toMatchObject({ sql: 'refused tooOld' });
  });

  it('of what was told already no second time, where nobody heard how the call ended', async () => {
    const world = tellingWorld(metaConnector);
    await world.byMeta(leadId);
    world.platforms.graph.setFate('tokenRefused');
    await world.stage('mql');
    world.platforms.graph.setFate('answers');
    world.world.pass(2 * hoursMs);
    world.connecting.wait([{ body: { v: 1, kind: 'tellConversions', request: { connectorId: 'fb' } } }]);
    await world.connecting.runWork(conversionWork);
    // The call is made, and its end is told to nobody.
    await world.platforms.runCalls();
    world.connecting.takeWaiting();
    expect([world.states(), world.platforms.graph.told().length]).toEqual([{ lead: 'told', mql: 'sending tokenRefused' }, 2]);

    await world.pass(20 * minutesMs);

    expect([world.states(), world.platforms.graph.told().length]).toEqual([{ lead: 'told', mql: 'told' }, 2]);
    expect(world.platforms.calls().filter(({ kind }) => kind === 'metaConversions')).toHaveLength(3);
  });

  it('of nobody who is erased, also where a call was about to be made', async () => {
    const world = tellingWorld(metaConnector);
    await world.byMeta(leadId);
    await world.byMeta('12345678901234599', '0987654321');
    world.platforms.graph.setFate('tokenRefused');
    await world.stage('mql', 0);
    await world.stage('mql', 1);
    world.platforms.graph.setFate('away');
    await world.pass(2 * hoursMs);
    const under = world.conversions().filter(({ stage }) => stage === 'mql');
    expect([under.map(({ state }) => state), new Set(under.map(({ callId }) => callId)).size]).toEqual([['sending', 'sending'], 1]);
    const erasing = erasingOf(world.world);
    await erasing.ask(String(world.world.leads()[0]?.leadId));
    await erasing.runAll();
    world.platforms.graph.setFate('answers');

    await world.pass(20 * minutesMs);
    await world.pass(2 * hoursMs);

    expect(world.conversions().filter(({ stage }) => stage === 'mql')).toMatchObject([{ state: 'told' }]);
    expect(world.platforms.graph.told().filter(({ event_name: name }) => name === 'MQL')).toHaveLength(1);
  });

  it('with nothing of a person left in calls, and digests alone where the company has it so', async () => {
    const { platforms, byMeta, world } = tellingWorld({
      ...metaConnector,
      conversions: { ...metaConnector.conversions, withContact: true },
    });
    await byMeta(leadId);

    const [told] = platforms.graph.told();

    expect(told?.user_data).toEqual({ lead_id: leadId, ph: [createHash('sha256').update('84912345678').digest('hex')] });
    expect(JSON.stringify(world.itemsOf(keys.callPrefix))).not.toMatch(/0912345678|912345678|12345678901234567|conversions-token/);
  });
});

describe('Google is told', () => {
  it('of each stage by the click, by a token of an hour, under an id that it takes once', async () => {
    const world = tellingWorld(googleConnector);
    await world.byGoogle('Cj0KCQ-abc');
    await world.stage('sql');

    expect(world.platforms.google.told()).toMatchObject([
      { destinationReferences: ['lead'], adIdentifiers: { gclid: 'Cj0KCQ-abc' } },
      { destinationReferences: ['sql'], adIdentifiers: { gclid: 'Cj0KCQ-abc' } },
    ]);
    expect(JSON.stringify([...world.world.table.items.values()])).not.toMatch(/ya29/);
    expect(world.platforms.calls().filter(({ kind }) => kind === 'googleToken')).toHaveLength(1);
  });

  it('of all others where it names the one at fault', async () => {
    const world = tellingWorld(googleConnector);
    world.platforms.google.setFate('away');
    await world.byGoogle('Cj0KCQ-abc', '0912345671');
    await world.byGoogle('with blank', '0912345672');
    await world.byGoogle('Cj0KCQ-def', '0912345673');
    world.platforms.google.setFate('answers');

    await world.pass(2 * hoursMs);

    expect(world.platforms.google.told()).toHaveLength(2);
    expect(
      world
        .conversions()
        .map(({ state, reason }) => [state, reason])
        .toSorted(),
    ).toEqual([
      ['refused', 'invalid'],
      ['told', null],
      ['told', null],
    ]);
  });

  it('of nothing for a click that is too long ago', async () => {
    const world = tellingWorld(googleConnector);
    await world.byGoogle('Cj0KCQ-abc');
    world.world.pass(91 * daysMs);
    await world.stage('sql');

    expect(world.states()).toEqual({ lead: 'told', sql: 'refused clickTooOld' });
  });

  it('with what was paid, in units of the currency', async () => {
    const world = tellingWorld(googleConnector);
    await world.byGoogle('Cj0KCQ-abc');
    const at = world.world.parts.clock().toISOString();
    const facts = ['confirmed', 'paid'].map((kind) => ({ factId: `${kind}-0`, kind, at, amount: 2_500_000 }));
    await world.admin('POST /v1/leads/{leadId}/purchases', {
      path: { leadId: String(world.world.leads()[0]?.leadId) },
      body: { source: 'manual', orderId: 'DH-1', currency: 'VND', facts },
    });
    await world.settle();

    expect(world.platforms.google.told().find(({ destinationReferences }) => String(destinationReferences) === 'customer')).toMatchObject({
      conversionValue: 2_500_000,
      currency: 'VND',
    });
    expect(world.states()).toMatchObject({ sql: 'told', customer: 'told' });
  });

  it('of nothing while the token that was given is good no more, which the connector says', async () => {
    const world = tellingWorld(googleConnector);
    world.platforms.google.setFate('tokenRefused');
    await world.byGoogle('Cj0KCQ-abc');
    expect(world.states()).toEqual({ lead: 'waiting' });
    world.platforms.google.setFate('answers');

    await world.pass(2 * hoursMs);

    expect(world.states()).toEqual({ lead: 'told' });
  });
});
