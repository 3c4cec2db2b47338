import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Lead } from '../../../shared/leads/index.ts';
import { readProvenance } from '../../../shared/leads/index.ts';
import { SourceId } from '../../../shared/platform/ids.ts';
import { readProfileItself } from '../../../shared/profiles/store.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';
import { report, runs, seed } from '../../support/seeded.ts';

type Step =
  | { readonly kind: 'post'; readonly who: number; readonly says: number }
  | { readonly kind: 'survey'; readonly who: number }
  | { readonly kind: 'merge'; readonly into: number; readonly who: number }
  | { readonly kind: 'undo'; readonly which: number };

const people = 3;
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('post' as const), who: fc.nat(people - 1), says: fc.nat(15) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('survey' as const), who: fc.nat(people - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), into: fc.nat(people - 1), who: fc.nat(people - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(people) }) },
);

const address = (who: number) => `person${who}@example.com`;
const moment = 60_000;
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
    const first = { ...fieldsOf({ who, says: [15, 0, 5][who] ?? 0 }, who), fullName: `Trần Thị ${'Lan Mai Hoa'.split(' ')[who]}` };
    await merging.world.takeIn(merging.world.post({ ...first, phone: `09123456${who}${who}` }));
  }
  await merging.world.assignAll();
  merging.world.pass(moment);
  return merging;
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
  const answered = { fullName, email, emails, phone, extraPhones, company, title, region, products, extra, consent, source, tags, members };
  return { ...answered, needs, attempts: lead.evidence.attempts, pasts: Object.fromEntries(pasts) };
}

it('leaves each person as if they had never been taken for another, once every merge is undone', async () => {
  const numRuns = runs(12, 1_000);
  const counts = { merges: 0, undone: 0, posts: 0, surveys: 0 };
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
        const undo = async (which: number) => {
          const merged = ids.filter((leadId) => merging.byId(leadId).mergedInto !== null);
          const part = merged[which % Math.max(1, merged.length)];
          if (!part) return false;
          const { status } = await merging.ask('merge/undo', rootOf(ids.indexOf(part)).leadId, { otherLeadId: part });
          expect(status).toBe(200);
          counts.undone += 1;
          return true;
        };
        for (const [index, step] of steps.entries()) {
          if (step.kind === 'post') {
            const fields = fieldsOf(step, people + index);
            for (const { world } of [merging, apart]) await world.takeIn(world.post(fields));
            counts.posts += 1;
          } else if (step.kind === 'survey') {
            const fields = { email: address(step.who), need: `need ${index}`, score: '7' };
            for (const { world } of [merging, apart]) await world.takeIn(world.post(fields, survey));
            counts.surveys += 1;
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
          expect(record(who).owner).not.toBeNull();
        }
      },
    ),
    { numRuns, seed },
  );
  report(
    `merges through the store: ${numRuns} histories, ${counts.merges} merges, ${counts.undone} undone, ${counts.posts} posts, ${counts.surveys} surveys (seed ${seed})`,
  );
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
});
