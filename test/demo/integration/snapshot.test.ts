import { statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { messageOf } from 'local-cloud';
import segments from '../../../config/segments.json' with { type: 'json' };
import users from '../../../config/users.json' with { type: 'json' };
import { demoFile, readDemo, type Snapshot } from '../../../local/demo/snapshot.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { parseOutcome, parseSubmission } from '../../../shared/capture/index.ts';
import { parseCardItem } from '../../../shared/cards/store.ts';
import { openConfigReader } from '../../../shared/config/index.ts';
import { parseEngagements } from '../../../shared/engagement/index.ts';
import { parseFact } from '../../../shared/facts/rules-pack.ts';
import { parseFirmPair } from '../../../shared/firms/pair.ts';
import { parseEmailGuard } from '../../../shared/identity/guards.ts';
import { parseLead, parseTimelineEntries } from '../../../shared/leads/index.ts';
import { parseLeadPost } from '../../../shared/leads/posts.ts';
import { parseMail } from '../../../shared/mail/record.ts';
import { parsePair } from '../../../shared/merging/pair.ts';
import { parseOpportunity } from '../../../shared/needs/store.ts';
import { openDigests } from '../../../shared/platform/digests.ts';
import { keys, partitionId, sortId } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { parseDecision } from '../../../shared/routing/store.ts';
import { parseScore } from '../../../shared/scoring/store.ts';
import { parseSeat } from '../../../shared/seats/store.ts';
import { membershipsIn } from '../../../shared/segments/membership.ts';
import { Enrolment } from '../../../shared/sequences/enrolment.ts';
import { parseTask } from '../../../shared/tasks/store.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { parseIdentity } from '../../../shared/tracking/identity-store.ts';
import { readPack } from '../../../shared/tracking/pack.ts';
import { parseSession } from '../../../shared/tracking/store.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { itemSize } from '../../support/memory-table/item-size.ts';
import { memoryTable } from '../../support/memory-table.ts';

const now = Date.parse('2027-06-16T05:00:00.000Z');
const admin = 'admin@example.com';
const repUsers = users.flatMap((user) => ('repId' in user ? [user] : []));
const reps = repUsers.map(({ email }) => email);
const awayAtEnd = ['rep-ngoc', 'rep-truong'];
const onLeave = repUsers.flatMap(({ repId, email }) => (repId && awayAtEnd.includes(repId) ? [email] : []));

const parseRun = (item: Item) => Enrolment.parse({ ...item, leadId: partitionId(item), sequenceId: sortId(item) });

/** Who reads an item of each kind. */
const readers: Readonly<Record<string, (item: Item) => unknown>> = {
  'COMPANY MERGE': parseFirmPair,
  'DUE #': (item) => Timer.parse(item),
  'EMAIL GUARD': parseEmailGuard,
  'FACTS LEAD': (item) => {
    // Where a person is counted elsewhere now, a mark is left for a while.
    if (item.expiresAt === undefined && !parseFact(sortId(item), item.f)) throw new TypeError('a fact that nobody can read');
  },
  'LEAD CARD': parseCardItem,
  'LEAD DECISION': parseDecision,
  'LEAD ENGAGEMENT': parseEngagements,
  'LEAD ENROL': parseRun,
  'LEAD LEADSCORE': parseScore,
  'LEAD LEADSEG': (item) => membershipsIn([item]),
  'LEAD MAIL': parseMail,
  'LEAD MERGE': parsePair,
  'LEAD OPP': parseOpportunity,
  'LEAD POST': parseLeadPost,
  'LEAD SEAT': parseSeat,
  'LEAD TASK': parseTask,
  'LEAD TIMELINE': parseTimelineEntries,
  'SUBMISSION OUTCOME': parseOutcome,
  'SUBMISSION RAW': parseSubmission,
  'VISITOR EVENTS': readPack,
  'VISITOR IDENTITY': parseIdentity,
  'VISITOR SESSION': parseSession,
};
/** Read with a lead or by the routes below. */
const others =
  'ADDRESS MAIL|CONFIG AT|CONFIG CURRENT|CONFIG DOCUMENT|CONFIG VERSION|LEAD PROFILE|LEAD ASSIGN|LEAD CALL|LEAD DATE|LEAD LINK|LEAD LEADSEGS|LEAD PROPOSALS|LEAD FIND|LEAD FIRM|LEAD NOTE|LEAD PERSON|CHECKS HOUR|COMPANY COMPANY|DOMAIN CLAIM|MAILHOST SERVERS|POOL BOOKING|TAXCODE GUARD|LEAD PROVENANCE|LEAD PURCHASE|LEAD QUALIFICATION|LEAD TOLD|ORDER GUARD|PHONE CLAIM|POOL STATE|REP NOTICES|REP OVERDUE|REP DIGEST|REP LEADERNOTICES|REP LEADERDIGEST|REP MORNING|REP MARKETING|VISITOR VISITS|EMAIL POSTED|EMAIL PROPOSED|WAIT RING'
    .split('|')
    .concat(segments.map(({ id }) => `SEGMENTS ${id}`));

const kindOf = ({ pk, sk }: Item) => `${String(pk).split('#')[0]} ${String(sk).split('#')[0]?.replace(/^\d.*/, '#')}`;

let demo: Snapshot;
let leads: Item[];

beforeAll(() => {
  demo = readDemo(now);
  leads = demo.items.filter(({ sk }) => sk === keys.leadSk);
});

describe('the snapshot of the demo company', () => {
  it('has a year of a company whose last morning has just begun', () => {
    const created = leads.map(({ createdAt }) => String(createdAt)).sort();

    expect(leads.length).toBeGreaterThanOrEqual(2_000);
    expect(new Date(demo.endMs).toISOString()).toBe('2027-06-16T01:30:00.000Z');
    expect(created[0]?.slice(0, 7)).toBe('2026-06');
    expect(created.at(-1)?.slice(0, 7)).toBe('2027-06');
  });

  it('has people at every stage and of every status, and orders that were returned', () => {
    const stages = new Set(leads.map(({ stage = 'lead' }) => stage));
    const statuses = new Set(leads.map(({ status = 'active' }) => status));
    const facts = demo.items.flatMap(({ sk, facts: told }) => (String(sk).startsWith(keys.purchasePrefix) ? JSON.stringify(told) : []));

    expect([...stages]).toEqual(expect.arrayContaining(['lead', 'mql', 'sqo', 'customer', 'repeat']));
    expect([...statuses].sort()).toEqual(['active', 'disqualified', 'recycled', 'retired']);
    expect(facts.filter((told) => told.includes('"returned"')).length).toBeGreaterThan(0);
  });

  it('knows firms by their codes and mailboxes, several people at some, and none by a mistyped provider', () => {
    const firms = demo.items.filter(({ sk }) => sk === 'COMPANY');
    const people = Map.groupBy(
      leads.filter(({ companyId }) => companyId !== undefined),
      ({ companyId }) => companyId,
    );
    const domains = firms.flatMap(({ domains: claimed }) => claimed as string[]);

    expect(firms.length).toBeGreaterThan(20);
    expect(firms.filter(({ taxCode }) => taxCode).length).toBeGreaterThan(5);
    expect([...people.values()].filter(({ length }) => length >= 3).length).toBeGreaterThan(10);
    expect(domains.filter((domain) => !domain.endsWith('.example'))).toEqual([]);
  });

  it('has people whom colleagues typed in, of whom they noted something, or who said it in surveys', () => {
    const profiles = demo.items.filter(({ sk }) => sk === 'PERSON').map((item) => JSON.stringify(item));
    const having = (prefix: string) => demo.items.filter(({ sk }) => String(sk).startsWith(prefix)).length;

    expect(demo.items.filter(({ pk }) => String(pk).startsWith('SUBMISSION#manual')).length).toBeGreaterThan(20);
    expect(having(keys.notePrefix)).toBeGreaterThan(20);
    expect(leads.filter(({ tags = [] }) => (tags as string[]).length > 0).length).toBeGreaterThan(20);
    for (const word of ['"user"', 'form/khao-sat', 'form/su-kien', 'incomeBand', '"opinions":[{']) {
      expect(profiles.filter((text) => text.includes(word)).length).toBeGreaterThan(5);
    }
  });

  it('has pairs that were merged, found to be two, parted again, or that wait', () => {
    const statesOf = (kind: string, parse: (item: Item) => { readonly state: string }) =>
      [...new Set(demo.items.filter((item) => kindOf(item) === kind).map((item) => parse(item).state))].sort();

    expect(statesOf('LEAD MERGE', parsePair)).toEqual(['candidate', 'dropped', 'merged', 'undone']);
    expect(statesOf('COMPANY MERGE', parseFirmPair)).toEqual(['candidate', 'dropped', 'merged', 'undone']);
    expect(leads.filter(({ mergedInto }) => typeof mergedInto === 'string').length).toBeGreaterThan(10);
  });

  it('fits into the repository, and each lead into a unit of writing', () => {
    expect(statSync(demoFile).size).toBeLessThanOrEqual(2.25 * 1_024 * 1_024);
    expect(Math.max(...leads.map(itemSize))).toBeLessThanOrEqual(1_024);
  });

  it('asks by its forms what its people have answered', async () => {
    const table = memoryTable();
    table.seed(...demo.items.filter(({ pk }) => String(pk).startsWith('CONFIG#')));
    const { documents } = await openConfigReader(table, () => new Date(demo.endMs)).current(formKind);
    const form = (id: string) => [...documents.values()].find((one) => one.id === id);

    expect(form('contact')?.opensOpportunity).toBe(true);
    expect(form('newsletter')?.fields.map(({ name }) => name)).toContain('birthday');
    expect(demo.items.filter(({ sk }) => String(sk).startsWith(keys.datePrefix)).length).toBeGreaterThan(10);
  });

  it('has people in sequences, with mails that were sent, that wait and that were refused', () => {
    const runs = demo.items.filter(({ sk }) => String(sk).startsWith(keys.enrolmentPrefix)).map(parseRun);
    const mails = demo.items.filter(({ sk }) => String(sk).startsWith('MAIL#sequenceMail-')).map(parseMail);
    const ends = new Set(runs.map(({ state, ended }) => ended?.reason ?? state));
    const sequences = new Set(runs.map(({ sequenceId }) => String(sequenceId)));
    const reasons = new Set(mails.map(({ status, reason }) => `${status} ${reason ?? ''}`.trim()));

    expect([...ends]).toEqual(expect.arrayContaining(['active', 'finished', 'exit', 'optOut']));
    expect([...sequences]).toEqual(expect.arrayContaining(['chao-nguoi-moi', 'huong-dan-sau-mua', 'nhac-bao-gia', 'chuc-sinh-nhat']));
    expect([...reasons]).toEqual(expect.arrayContaining(['sent', 'skipped noConsent', 'skipped noAddress', 'planned colleague']));
  });

  it('has reps of the default configuration, of whom two are on leave', async () => {
    const table = memoryTable();
    table.seed(...demo.items.filter(({ pk }) => String(pk).startsWith('CONFIG#')));
    const { documents } = await openConfigReader(table, () => new Date(demo.endMs)).current(repKind);

    const away = [...documents.values()].filter(({ active }) => !active).map(({ id }) => String(id));
    expect(away.sort()).toEqual(awayAtEnd);
    const atWork = new Map([...documents].map(([id, rep]) => [id, { ...rep, active: true }]));
    expect(atWork).toEqual((await createFixedConfig().current(repKind)).documents);
  });

  it('is of the formats that are read today', () => {
    const profiles = new Map(demo.items.flatMap((item) => (item.sk === 'PROFILE' ? [[item.pk, item] as const] : [])));
    const unread = new Set<string>();

    for (const item of demo.items) {
      const kind = kindOf(item);
      const read = kind === 'LEAD LEAD' ? (lead: Item) => parseLead(lead, profiles.get(lead.pk)) : readers[kind];
      if (!read && !others.includes(kind)) unread.add(`${kind}: nobody reads it in this test`);
      try {
        read?.(item);
      } catch (error) {
        unread.add(`${kind}: ${messageOf(error)}`);
      }
    }

    // Whoever changed a format reads here what to do.
    const told = unread.size === 0 ? [] : ['stored formats have changed: `npm run demo` makes the snapshot anew', ...unread];
    expect(told).toEqual([]);
  });

  it('names whoever posts again by the key that comes along with it', () => {
    const digests = openDigests(demo.parameters['/pheu/dev/identity-key'] ?? '');
    const holders = new Map(demo.items.map((item) => [item.pk, item]));
    const [lead] = leads.filter(({ email }) => email !== undefined && email !== null);

    const guard = holders.get(keys.emailGuard(digests.email(String(lead?.email))).pk);

    expect(guard?.leadId).toBe(String(lead?.pk).slice(keys.leadPrefix.length));
  });
});

describe('what is read of the demo company', () => {
  const open = ({ items, endMs } = demo) => {
    const world = createWorld();
    world.table.seed(...items);
    const digests = openDigests(demo.parameters['/pheu/dev/identity-key'] ?? '');
    const parts = { ...world.parts, digests, clock: () => new Date(endMs) };
    return readRoutes({ ...world, parts, project: () => {} });
  };

  it('answers lists, boards and whole leads', async () => {
    const read = open();
    const some = leads.filter((_, index) => index % 150 === 0).map(({ pk }) => String(pk).slice(keys.leadPrefix.length));
    const ofLead = ['', '/timeline', '/decisions', '/score', '/calls', '/qualification', '/opportunities', '/purchases', '/tasks'];

    const answers = [
      await read('/v1/leads', admin, { query: { limit: '100' } }),
      await read('/v1/leads', admin, { query: { stage: 'customer' } }),
      await read('/v1/leads', admin, { query: { status: 'retired' } }),
      await read('/v1/opportunities', admin, { query: {} }),
      await read('/v1/quarantine', admin, { query: {} }),
    ];
    for (const leadId of some) {
      for (const route of ofLead) answers.push(await read(`/v1/leads/{leadId}${route}`, admin, { path: { leadId } }));
    }

    const [run] = demo.items.filter(({ sk, state }) => String(sk).startsWith(keys.enrolmentPrefix) && state === 'active').map(parseRun);
    const path = { leadId: String(run?.leadId) };
    const foreseen = await read('/v1/leads/{leadId}/forecast', admin, { path, query: {} });
    answers.push(foreseen, await read('/v1/leads/{leadId}/enrolments', admin, { path }));

    expect(foreseen.text).toContain('"does"');
    expect(answers.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
    for (const { body } of answers.slice(0, 5)) expect(JSON.stringify(body)).toContain('"items":[{');
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('has on every day of a week what people look for, %i days later as well', async (later) => {
    const morning = readDemo(now + later * 86_400_000);
    const { items, endMs } = morning;
    const partitions = items.flatMap(({ gsi3pk }) => (typeof gsi3pk === 'string' ? [gsi3pk] : []));
    const needs = items.filter(({ sk }) => String(sk).startsWith(keys.opportunityPrefix)).map(parseOpportunity);
    const stands = items.filter(({ sk }) => sk === keys.leadSk);
    const counts = items.filter(({ pk }) => pk === 'SEGMENTS#count');
    const read = open(morning);
    const digits = /"e164":"\+84\d*(\d{4})"/.exec(JSON.stringify(stands.filter(({ status }) => status === undefined)))?.[1] ?? '';
    const work = await Promise.all(reps.map(async (email) => ({ email, text: (await read('/v1/work', email)).text })));
    const idle = work.filter(({ text }) => !text.startsWith('{"items":[{')).map(({ email }) => email);

    expect(new Date(endMs).getUTCDay()).toBe(new Date(now + later * 86_400_000).getUTCDay());
    expect(partitions.filter((partition) => partition.startsWith('WAIT#')).length).toBeGreaterThan(0);
    expect(new Set(partitions.filter((partition) => partition.startsWith('WORK#'))).size).toBe(reps.length);
    // Whoever is on leave has planned for when they return.
    expect(idle.filter((email) => !onLeave.includes(email))).toEqual([]);
    expect(needs.filter(({ state, subject, owner }) => state === 'open' && subject !== 'lead' && owner !== null).length).toBeGreaterThan(0);
    expect(stands.filter(({ evidence }) => JSON.stringify(evidence).includes('"hot"')).length).toBeGreaterThanOrEqual(2);
    expect(counts.length).toBe(segments.length);
    for (const [route, query] of [
      ['/v1/merge-candidates', {}],
      ['/v1/companies', {}],
      ['/v1/search', { q: 'lan' }],
      ['/v1/search', { q: digits }],
    ] as const) {
      expect((await read(route, admin, { query })).body).toMatchObject({ items: expect.arrayContaining([expect.anything()]) });
    }
  });
});
