import { beforeEach, describe, expect, it } from '@jest/globals';
import { type LeadId, VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type LogFields, silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { sayConsent } from '../../../shared/preferences/index.ts';
import {
  readBehaviour,
  readIdentity,
  readLeadEvents,
  readLinks,
  readSessions,
  signMailToken,
  type TrackedMessage,
  trackVisits,
  unlinkVisitor,
  unlinkVisitors,
} from '../../../shared/tracking/index.ts';
import { maxMailDevices } from '../../../shared/tracking/mail-devices.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { report } from '../../support/seeded.ts';
import { addressOf, mailLinkKey, openingOf, postOf, readingAt, trackingOf, visitorId } from '../../support/tracking/device.ts';
import { people } from '../../support/tracking/history.ts';

const [an, binh] = people;
const opened = '2026-11-20T08:00:00.000Z';
const later = '2026-11-20T09:00:00.000Z';
const refused = [{ purpose: 'tracking' as const, granted: false, textVersion: 'tracking-1' }];
const post = (person: LeadId, number: number, options = {}) =>
  postOf({ at: later, person, sessionId: 's', sessionStartedAt: later, isPost: true }, 100 + number, options);

let world: World;
let lead: LeadId;
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị An', email: addressOf(an) }));
  lead = leadOf(an);
});

const leadOf = (person: LeadId): LeadId => {
  const found = world.leads().find(({ email }) => email === addressOf(person));
  if (!found) throw new Error('no such lead');
  return found.leadId;
};
const told = (leadId: LeadId) =>
  world
    .timeline()
    .filter((entry) => entry.leadId === leadId && entry.type.startsWith('visitor.'))
    .map(({ type, data, actor }) => ({ type, actor: actor.kind, ...data }));
const eventsOf = async (leadId: LeadId) =>
  (await readLeadEvents(world.table, leadId, { limit: 50, before: null, now: readingAt })).map(({ type, weak }) => ({ type, weak }));

async function trackWith(table: Table, ...messages: TrackedMessage[]): Promise<{ failed: string[]; line: LogFields }> {
  const lines: LogFields[] = [];
  const log = { ...silentLog, info: (_: string, fields: LogFields = {}) => void lines.push(fields) };
  const { clock, ids, score } = world.parts;
  const failed = await trackVisits(messages, { table, score, log, mailLinks: { signingKeys: [mailLinkKey], clock, ids } });
  return { failed, line: lines[0] ?? {} };
}
const track = (...messages: TrackedMessage[]) => trackWith(world.table, ...messages);
const withToken = (message: TrackedMessage, mailToken: string): TrackedMessage => ({
  ...message,
  body: message.body.replace(/"mailToken":"[^"]+"/, `"mailToken":"${mailToken}"`),
});

describe('a link in a mail that is opened on a device nobody is known of', () => {
  it('gives the device’s history to the lead, weakly, once, and keeps the visit', async () => {
    const { line } = await track(openingOf(lead, opened));
    const again = await track(openingOf(lead, opened), openingOf(lead, later));

    expect(await readLinks(world.table, lead)).toEqual([
      {
        leadId: lead,
        visitorId,
        segments: [{ segment: 1, from: null, to: null, at: opened, consentTextVersion: 'tracker' }],
        weak: true,
      },
    ]);
    expect(told(lead)).toEqual([{ type: 'visitor.linked', actor: 'system', visitorId, segment: 1, weak: true }]);
    expect(await eventsOf(lead)).toEqual(Array(4).fill({ type: expect.stringMatching(/page_view|custom/), weak: true }));
    expect(await readBehaviour(world.table, lead, readingAt)).toMatchObject({ visits: 2, totals: { pageViews: 2 } });
    expect((await readSessions(world.table, visitorId, { now: readingAt })).map(({ expiresAt }) => expiresAt)).toEqual([
      undefined,
      undefined,
    ]);
    expect([line.mailLinked, again.line.mailKnown, again.line.mailLinked]).toEqual([1, 1, undefined]);
  });

  it('leaves the token nowhere', async () => {
    const token = signMailToken(lead, new Date('2026-11-19T08:00:00.000Z'), mailLinkKey);
    expect(openingOf(lead, opened).body).toContain(token);

    await track(openingOf(lead, opened));

    expect(JSON.stringify(world.table.all())).not.toContain(token.split('.')[2]);
    expect(await eventsOf(lead)).toHaveLength(2);
  });

  it('is not believed with a token that is forged, too old, of another key, or of a lead that is gone, and costs no write', async () => {
    const message = openingOf(lead, opened);
    const old = signMailToken(lead, new Date('2026-08-01T00:00:00.000Z'), mailLinkKey);
    const foreign = signMailToken(lead, new Date(opened), 'another key');
    const gone = signMailToken('L-gone' as LeadId, new Date(opened), mailLinkKey);
    const others = [old, foreign, 'nonsense', gone].map((token, index) => ({
      ...withToken(message, token),
      body: withToken(message, token).body.replaceAll(visitorId, `device-${index}`),
    }));

    const { line, failed } = await track(...others);

    expect(line).toMatchObject({ mailExpired: 1, mailForged: 2, mailLeadGone: 1, packs: 4, sessions: 4 });
    expect(failed).toEqual([]);
    expect(await readLinks(world.table, lead)).toEqual([]);
    expect(world.itemsOf('IDENTITY')).toEqual([]);
  });

  it('costs nothing more where no token is, neither a read nor a write', async () => {
    const plain = { ...openingOf(lead, opened), body: openingOf(lead, opened).body.replace(/,"mailToken":"[^"]+"/, '') };
    const units = async (run: () => Promise<unknown>) => {
      const { write, read } = { ...world.table.used };
      await run();
      return { write: world.table.used.write - write, read: world.table.used.read - read };
    };

    const without = await units(() => trackVisits([plain], { table: world.table, score: world.parts.score, log: silentLog }));
    const other = { ...plain, body: plain.body.replaceAll(visitorId, 'another-device') };
    const withParts = await units(() => track(other));

    expect(withParts).toEqual(without);
    expect(without).toEqual({ write: 2, read: 1 });
  });

  it('costs at most 12 write units when it is believed, and nothing but the beacon’s own read when it is opened again', async () => {
    const units = async (message: TrackedMessage) => {
      const { write, read } = { ...world.table.used };
      await track(message);
      return { write: world.table.used.write - write, read: world.table.used.read - read };
    };

    // A pack and a session are the beacon's own.
    const first = await units(openingOf(lead, opened));
    const again = await units(openingOf(lead, opened));

    report(`mail link: ${first.write - 2} WRU and ${first.read} RRU when it is believed, ${again.write} and ${again.read} again`);
    expect(first.write - 2).toBeLessThanOrEqual(12);
    expect(again).toEqual({ write: 0, read: 1 });
  });

  it('asks for no score when it is opened again, unless the delivery before may have died on the way', async () => {
    await track(openingOf(lead, opened));
    world.sent.score.splice(0);

    await track(openingOf(lead, later));
    const asked = world.sent.score.splice(0).map(({ body }) => body);
    await track({ ...openingOf(lead, later), isRepeated: true });

    expect(asked).toMatchObject([{ kind: 'visit' }]);
    expect(world.sent.score.map(({ body }) => body)).toMatchObject([{ kind: 'visit' }, { kind: 'recount' }, { kind: 'device', visitorId }]);
  });

  it('is weak for an item without the mark of weakness too: what was stored before counts as said by posts', async () => {
    world.table.seed({ ...keys.visitorIdentity(visitorId), version: 3, identifications: [[opened, null, null, null]] });

    const { line } = await track(openingOf(lead, later));

    expect(line.mailNoted).toBe(1);
    expect(await readLinks(world.table, lead)).toEqual([]);
    expect((await readIdentity(world.table, visitorId)).identifications).toHaveLength(2);
  });
});

describe('a form post on such a device', () => {
  it('of another person takes the whole history, and the weak link goes, in both orders', async () => {
    const states = [];
    for (const isMailFirst of [true, false]) {
      world = createWorld();
      await world.takeIn(world.post({ fullName: 'Nguyễn Thị An', email: addressOf(an) }));
      lead = leadOf(an);
      const deliveries = [trackingOf(openingOf(lead, opened)), post(binh, 1)];
      for (const deliver of isMailFirst ? deliveries : deliveries.reverse()) await deliver(world);
      states.push({ an: await eventsOf(lead), binh: await eventsOf(leadOf(binh)), links: await readLinks(world.table, lead) });
      if (isMailFirst) {
        expect(told(lead)).toEqual([
          { type: 'visitor.linked', actor: 'system', visitorId, segment: 1, weak: true },
          { type: 'visitor.unlinked', actor: 'system', visitorId, reason: 'superseded' },
        ]);
      } else expect(told(lead)).toEqual([]);
      expect(told(leadOf(binh))).toEqual([{ type: 'visitor.linked', actor: 'submission', visitorId, segment: 1, weak: false }]);
    }

    expect(states[0]).toEqual({
      an: [],
      binh: [
        { type: 'page_view', weak: false },
        { type: 'custom', weak: false },
      ],
      links: [],
    });
    expect(states[1]?.binh.map(({ weak }) => weak)).toEqual([false, false]);
    expect(states[1]?.links).toEqual([]);
  });

  it('of the lead confirms the link', async () => {
    await track(openingOf(lead, opened));
    await post(an, 1)(world);

    expect(await readLinks(world.table, lead)).toMatchObject([{ segments: [{ at: later, consentTextVersion: 'tracking-1' }] }]);
    expect((await readLinks(world.table, lead))[0]).not.toHaveProperty('weak');
    expect((await track(openingOf(lead, later))).line.mailKnown).toBe(1);
    expect(told(lead).map(({ type, ...data }) => [type, 'weak' in data && data.weak])).toEqual([
      ['visitor.linked', true],
      ['visitor.linked', false],
    ]);
  });

  it.each([an, binh])('without consent, of %s, ends the link and lets the visits go with their details', async (person) => {
    await track(openingOf(lead, opened));
    await post(person, 1, { consent: refused })(world);

    expect(await readLinks(world.table, lead)).toEqual([]);
    expect(told(lead).at(-1)).toMatchObject({ type: 'visitor.unlinked', reason: 'superseded' });
    expect((await readSessions(world.table, visitorId, { now: readingAt }))[0]?.expiresAt).toEqual(expect.any(Number));
    await track(openingOf(lead, later));
    expect((await readSessions(world.table, visitorId, { now: readingAt })).every(({ expiresAt }) => expiresAt !== undefined)).toBe(true);
  });

  it('deletes the weak link of a lead that was erased meanwhile without a word in its timeline', async () => {
    await track(openingOf(lead, opened));
    await world.table.deleteAll([keys.lead(lead)]);
    await post(binh, 1)(world);

    expect(await readLinks(world.table, lead)).toEqual([]);
    expect(told(lead)).toHaveLength(1);
    expect(await eventsOf(leadOf(binh))).toHaveLength(2);
  });

  it('that is undone gives the history back to the lead, weakly, and says so', async () => {
    await track(openingOf(lead, opened));
    await post(binh, 1)(world);

    await unlinkVisitor(leadOf(binh), visitorId, { actor: { kind: 'user', id: 'u' }, correlationId: 'c', causationId: 'c' }, world.parts);

    expect(await readLinks(world.table, lead)).toMatchObject([{ weak: true }]);
    expect(told(lead).at(-1)).toEqual({ type: 'visitor.linked', actor: 'system', visitorId, segment: 1, weak: true });
  });
});

describe('what makes it safe', () => {
  it('links no more than a handful of devices, however many open one link at once', async () => {
    const devices = Array.from({ length: 24 }, (_, index) => VisitorId.parse(`device-${index}`));

    const lines = await Promise.all(
      [0, 1, 2, 3].map((batch) =>
        track(...devices.filter((_, index) => index % 4 === batch).map((device) => openingOf(lead, opened, device))),
      ),
    );

    const sum = (name: string) => lines.reduce((all, { line }) => all + Number(line[name] ?? 0), 0);
    expect(await readLinks(world.table, lead)).toHaveLength(maxMailDevices);
    expect([sum('mailLinked'), sum('mailTooManyDevices'), sum('failed')]).toEqual([maxMailDevices, 24 - maxMailDevices, 0]);
    expect(world.itemsOf('IDENTITY')).toHaveLength(maxMailDevices);
  });

  it('makes room when the links that were opened before hold no more', async () => {
    const long = '2026-01-01T00:00:00.000Z';
    const devices = Array.from({ length: maxMailDevices }, (_, index) => [`device-${index}`, long]);
    world.table.seed({ ...keys.mailDevices(lead), version: 1, devices });

    const { line } = await track(openingOf(lead, opened));

    expect(line.mailLinked).toBe(1);
  });

  it('follows nobody by a mail who refused to be followed, on no device', async () => {
    const cause = { actor: { kind: 'user', id: 'u' }, correlationId: 'c', causationId: 'c' } as const;
    await track(openingOf(lead, opened), openingOf(lead, opened, VisitorId.parse('another')));
    expect(await readLinks(world.table, lead)).toHaveLength(2);
    const refusal = { purpose: 'tracking', granted: false, how: 'phone', saidAt: world.parts.clock(), topics: null } as const;
    await sayConsent({ ...refusal, leadId: lead, actor: cause.actor, correlationId: 'c' }, world.parts);

    await unlinkVisitors(lead, cause, world.parts);
    await unlinkVisitors(lead, cause, world.parts);
    const { line } = await track(openingOf(lead, later), openingOf(lead, later, VisitorId.parse('third')));

    expect(await readLinks(world.table, lead)).toEqual([]);
    expect(line).toMatchObject({ mailUndone: 1, mailRefused: 1 });
    expect(told(lead).map(({ type }) => type)).toEqual(['visitor.linked', 'visitor.linked', 'visitor.unlinked', 'visitor.unlinked']);
  });

  it('keeps an undone link undone on that device, whichever mail is opened there, and no other', async () => {
    await track(openingOf(lead, opened));
    await unlinkVisitor(lead, visitorId, { actor: { kind: 'user', id: 'u' }, correlationId: 'c', causationId: 'c' }, world.parts);

    const { line } = await track(openingOf(lead, opened), openingOf(lead, later), openingOf(lead, later, VisitorId.parse('another')));

    expect(line).toMatchObject({ mailUndone: 1, mailLinked: 1 });
    expect((await readLinks(world.table, lead)).map((link) => link.visitorId)).toEqual(['another']);
    expect(JSON.stringify(world.itemsOf('IDENTITY').filter(({ pk }) => String(pk).endsWith(visitorId)))).not.toContain(lead);
  });

  it('brings the beacon back when the table fails, and counts the visit once', async () => {
    const failing: Table = { ...world.table, transact: () => Promise.reject(new Error('throttled')) };
    const message = openingOf(lead, opened);

    const first = await trackWith(failing, message);
    const second = await track(message);

    expect([first.failed, second.failed]).toEqual([[message.messageId], []]);
    expect([first.line.sessions, second.line.duplicates, second.line.mailLinked]).toEqual([1, 1, 1]);
    expect((await readSessions(world.table, visitorId, { now: readingAt })).map(({ totals }) => totals.events)).toEqual([2]);
  });

  it('drops the link, not the beacon, where a record cannot be read', async () => {
    world.table.seed({ ...keys.visitorIdentity(visitorId), version: 'none', identifications: [] });

    const { failed, line } = await track(openingOf(lead, opened));

    expect([failed, line.mailUnreadable, line.sessions]).toEqual([[], 1, 1]);
  });

  it('ends as if nothing had happened when it is killed at any await', async () => {
    const endState = () =>
      [...world.itemsOf('VISITOR#'), ...world.itemsOf(' LINK#'), ...world.itemsOf(' MAILDEVICES')]
        .map((item) => JSON.stringify({ ...item, version: 0, devices: Array.isArray(item.devices) ? item.devices.length : 0 }))
        .sort();
    const states = new Set<string>();
    let point = 0;
    for (let survived = false; !survived; ) {
      point += 1;
      world = createWorld();
      await world.takeIn(world.post({ fullName: 'Nguyễn Thị An', email: addressOf(an) }));
      world.fail(killAt(point));
      // What the killed process could still say is not heard: its messages come back whatever it said.
      survived = await track(openingOf(leadOf(an), opened)).then(
        ({ failed }) => failed.length === 0,
        (error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          return false;
        },
      );
      world.fail({});
      await track({ ...openingOf(leadOf(an), opened), isRepeated: true });
      states.add(JSON.stringify(endState()));
      expect(told(leadOf(an))).toHaveLength(1);
    }

    report(`links in mails: killed at ${point - 1} points`);
    expect(point).toBeGreaterThan(10);
    expect(states.size).toBe(1);
  });
});
