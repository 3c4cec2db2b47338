import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCalls } from '../../../shared/call-log/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { readProvenance } from '../../../shared/leads/index.ts';
import { mergeByRuleWork, moveItemsWork } from '../../../shared/merging/index.ts';
import { SourceId, VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readProfileItself } from '../../../shared/profiles/store.ts';
import { passDeviceWork, readLinks } from '../../../shared/tracking/index.ts';
import type { WorkParts } from '../../../shared/work/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';
import { report, runs, seed } from '../../support/seeded.ts';

type Step =
  | { readonly kind: 'post'; readonly who: number; readonly says: number }
  | { readonly kind: 'survey'; readonly who: number }
  | { readonly kind: 'call'; readonly who: number; readonly isReached: boolean }
  | { readonly kind: 'rule'; readonly who: number }
  | { readonly kind: 'merge'; readonly into: number; readonly who: number }
  | { readonly kind: 'undo'; readonly which: number };

const people = 3;
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('post' as const), who: fc.nat(people - 1), says: fc.nat(15) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('survey' as const), who: fc.nat(people - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('call' as const), who: fc.constant(2), isReached: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rule' as const), who: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), into: fc.nat(people - 1), who: fc.nat(people - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(people) }) },
);

const address = (who: number) => `person${who}@example.com`;
const moment = 60_000;
const numberOf = (who: number) => `09123456${who}${who}`;
const deviceOf = (who: number) => VisitorId.parse(`6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f${who}`);
const survey = { channel: 'form', sourceId: SourceId.parse('khao-sat') } as const;

/** Each value is a new one, so that it can be told where it went. */
function fieldsOf({ who, says }: { readonly who: number; readonly says: number }, place: number): Record<string, string> {
  const has = (bit: number) => (says & (1 << bit)) > 0;
  return {
    email: address(who),
    ...(has(0) ? { company: `Company ${place}`, title: `Title ${place}` } : {}),
    ...(has(1) ? { province: ['Hà Nội', 'TP.HCM', 'Đà Nẵng'][place % 3] ?? '' } : {}),
    ...(has(2) ? { product: `product-${place}` } : {}),
    ...(has(3) ? { size: `size ${place}` } : {}),
  };
}

async function begin(): Promise<Merging> {
  const merging = mergingWorld();
  for (const who of Array(people).keys()) {
    // The first two have one name and, from the post behind, the number of the second: a rule may take them for one person.
    const first = { ...fieldsOf({ who, says: [15, 0, 5][who] ?? 0 }, who), fullName: `Trần Thị ${'Lan Lan Hoa'.split(' ')[who]}` };
    await merging.world.takeIn(merging.world.post(who === 0 ? first : { ...first, phone: numberOf(who) }));
  }
  await merging.world.takeIn(merging.world.post({ email: address(0), fullName: 'Trần Thị Lan', phone: numberOf(1) }));
  await merging.world.assignAll();
  merging.world.pass(moment);
  for (const who of [0, 1])
    await call(merging, merging.record(address(who)), { outcome: 'considering', phone: numberOf(1), note: 'first' });
  return merging;
}

async function call(merging: Merging, lead: Lead, body: object): Promise<void> {
  const asked = { path: { leadId: lead.leadId }, body };
  expect((await asksAs(merging.world, 'admin@example.com')('POST /v1/leads/{leadId}/calls', asked)).status).toBe(200);
  merging.world.pass(moment);
}

const workParts = ({ world: { parts } }: Merging) =>
  ({
    ...parts,
    log: silentLog,
    queues: { score: parts.score, assign: parts.assign, work: { send: async () => undefined } },
  }) as unknown as WorkParts;

/** Does the work that timers of undone merges ask for. */
async function doWorkOfUndone(merging: Merging): Promise<void> {
  for (const { message } of merging.world.table.all().filter((item) => keys.isTimer(item))) {
    const { kind, request } = Object(message);
    const work = [moveItemsWork, passDeviceWork].find((one) => one.kind === kind);
    if (work) await work.run(work.schema.parse(request) as never, workParts(merging));
  }
}

/** A post from the person's own device, which its page told of with their consent. */
function fromDevice(merging: Merging, who: number): Parameters<Merging['world']['post']>[1] {
  const receivedAt = merging.world.parts.clock().toISOString();
  const context = {
    pageUrl: null,
    referrer: null,
    utm: {},
    visitorId: deviceOf(who),
    locale: null,
    sessionStartedAt: receivedAt,
    sentAt: receivedAt,
  };
  return { receivedAt, context, consent: [{ purpose: 'tracking', granted: true, textVersion: 't1' }] };
}

/** What a record says and knows of the past of its values, without what each change counts, and without who has it. */
async function said(merging: Merging, lead: Lead) {
  const {
    fullName,
    email,
    emails = [],
    phone,
    extraPhones,
    company,
    title,
    region,
    products,
    extra,
    consent,
    source,
    tags,
    members = [],
  } = lead;
  const { fields } = await readProvenance(merging.world.table, lead.leadId);
  const pasts = Object.entries(fields).flatMap(([field, values = []]) =>
    field === 'product' ? [] : [[field, values.map(({ value }) => value)]],
  );
  const { values } = await readProfileItself(merging.world.table, lead.leadId);
  const needs = (values.needs ?? []).map(({ value }) => value).sort();
  const answered = { fullName, email, emails, phone, extraPhones, company, title, region, products, extra, source, tags, members };
  const { attempts, reached } = lead.evidence;
  // Each reading of the clock is a moment later, and the two worlds read it as often as they have to.
  const consents = Object.entries(consent).map(([purpose, grant]) => [purpose, { ...grant, at: undefined }]);
  const calls = (await readCalls(merging.world.table, lead, { limit: 50, consistent: true })).map(({ note, outcome }) => [note, outcome]);
  const devices = (await readLinks(merging.world.table, lead.leadId)).map(({ visitorId, segments }) => [visitorId, segments.length]);
  return { ...answered, consents, needs, attempts, reached, calls, devices, pasts: Object.fromEntries(pasts) };
}

it('leaves each person as if they had never been taken for another, once every merge is undone', async () => {
  const numRuns = runs(12, 1_000);
  const counts = { merges: 0, undone: 0, posts: 0, surveys: 0, calls: 0, byRule: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { minLength: 4, maxLength: 14, size: 'max' }),
      fc.infiniteStream(fc.nat(people)),
      async (steps, picks) => {
        const [merging, apart] = [await begin(), await begin()];
        const ids = Array.from({ length: people }, (_, who) => merging.record(address(who)).leadId);
        const record = (who: number) => merging.byId(ids[who] as Lead['leadId']);
        const rootOf = (who: number): Lead => {
          let lead = record(who);
          while (lead.mergedInto !== null) lead = merging.byId(lead.mergedInto);
          return lead;
        };
        const parted = new Set<string>();
        const pairOf = (one: string, other: string) => [one, other].sort().join(' ');
        const undo = async (which: number) => {
          const merged = ids.filter((leadId) => merging.byId(leadId).mergedInto !== null);
          const part = merged[which % Math.max(1, merged.length)];
          if (!part) return false;
          const from = record(ids.indexOf(part)).mergedInto ?? part;
          const { status } = await merging.ask('merge/undo', rootOf(ids.indexOf(part)).leadId, { otherLeadId: part });
          expect(status).toBe(200);
          parted.add(pairOf(part, from));
          await doWorkOfUndone(merging);
          counts.undone += 1;
          return true;
        };
        for (const [index, step] of steps.entries()) {
          if (step.kind === 'post') {
            const fields = fieldsOf(step, people + index);
            for (const one of [merging, apart]) await one.world.takeIn(one.world.post(fields, fromDevice(one, step.who)));
            counts.posts += 1;
          } else if (step.kind === 'survey') {
            const fields = { email: address(step.who), need: `need ${index}`, score: '7' };
            for (const { world } of [merging, apart]) await world.takeIn(world.post(fields, survey));
            counts.surveys += 1;
          } else if (step.kind === 'call') {
            const said = { outcome: step.isReached ? 'callback' : 'busy', phone: numberOf(step.who), note: `call ${index}` };
            await call(merging, rootOf(step.who), said);
            await call(apart, apart.record(address(step.who)), said);
            counts.calls += 1;
          } else if (step.kind === 'rule') {
            const [one, other] = [rootOf(0).leadId, rootOf(1).leadId];
            await mergeByRuleWork.run({ leadId: record(step.who).leadId, looks: 0 }, workParts(merging));
            const isMerged = one !== other && rootOf(0).leadId === rootOf(1).leadId;
            if (isMerged) expect(parted.has(pairOf(ids[0] ?? '', ids[1] ?? ''))).toBe(false);
            counts.byRule += isMerged ? 1 : 0;
          } else if (step.kind === 'merge') {
            const [one, other] = [rootOf(step.into), rootOf(step.who)];
            if (one.leadId !== other.leadId) {
              expect((await merging.ask('merge', one.leadId, { otherLeadId: other.leadId })).status).toBe(200);
              counts.merges += 1;
            }
          } else await undo(step.which);
          for (const { world } of [merging, apart]) world.pass(moment);
        }
        for (const pick of picks) {
          if (!(await undo(pick))) break;
          merging.world.pass(moment);
        }
        for (const who of Array(people).keys()) {
          expect(await said(merging, record(who))).toEqual(await said(apart, apart.record(address(who))));
          // Whom a call let go, its pool is asked about.
          expect(record(who).owner !== null || record(who).routing?.state === 'waiting').toBe(true);
        }
      },
    ),
    { numRuns, seed },
  );
  report(
    `merges through the store: ${numRuns} histories, ${counts.merges} merges, ${counts.undone} undone, ${counts.posts} posts, ${counts.surveys} surveys, ${counts.calls} calls, ${counts.byRule} merged by rule (seed ${seed})`,
  );
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
});
