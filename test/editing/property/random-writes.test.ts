import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readProvenance } from '../../../shared/leads/index.ts';
import { assertNever } from '../../../shared/platform/errors.ts';
import { asksAs, type UserAsks } from '../../support/as-user.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' };
const admin = 'admin@example.com';

type Field = 'title' | 'company';
/** What a colleague, or the person by a form, does to one record. `seen`: how many of the latest changes whoever writes has not seen. */
type Step =
  | { readonly kind: 'edit'; readonly field: Field; readonly value: string | null; readonly seen: number }
  | { readonly kind: 'post'; readonly field: Field; readonly value: string }
  | { readonly kind: 'tags'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'rewrite'; readonly which: number; readonly text: string; readonly seen: number }
  | { readonly kind: 'tear'; readonly which: number }
  /** Somebody's network failed: an earlier request comes once more. */
  | { readonly kind: 'again'; readonly which: number };

const field = fc.constantFrom<Field>('title', 'company');
const word = fc.constantFrom('Kế toán', 'Giám đốc', 'An Nhiên', 'Sao Mai');
const tag = fc.constantFrom('vip', 'hội chợ', 'gọi lại', 'đại lý');
const seen = fc.constantFrom(0, 0, 0, 1, 2);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('edit' as const), field, value: fc.option(word, { freq: 4 }), seen }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('post' as const), field, value: word }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('tags' as const),
      add: fc.subarray(['vip', 'hội chợ', 'đại lý']),
      remove: fc.uniqueArray(tag, { maxLength: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('note' as const), text: word }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rewrite' as const), which: fc.nat(5), text: word, seen }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tear' as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), which: fc.nat(9) }) },
);

/** What must be true of the record, by plain rules. */
interface Model {
  readonly values: Record<Field, { readonly value: string; readonly verified: boolean } | null>;
  readonly tags: Set<string>;
  readonly notes: Map<string, { text: string; version: number }>;
  /** What was done, each under a key of its own, and what was answered. */
  readonly done: { readonly route: string; readonly asks: UserAsks; readonly answer: unknown }[];
}

const counts = { edits: 0, refused: 0, repeated: 0, posts: 0, tags: 0, notes: 0, rewritten: 0, torn: 0 };

it('leaves a record as plain rules have it, whoever writes in whatever order, with what they had seen', async () => {
  const numRuns = runs(25, 2_000);
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 16, size: 'max' }), async (steps) => {
      const world = createWorld();
      await world.takeIn(world.post(huong));
      const model: Model = { values: { title: null, company: null }, tags: new Set(), notes: new Map(), done: [] };
      for (const step of steps) {
        await take(world, model, step);
        world.pass(60_000);
        await holds(world, model);
      }
    }),
    { numRuns, seed },
  );
  report(`writes of people and posts: ${numRuns} histories, ${JSON.stringify(counts)} (seed ${seed})`);
  const { edits, refused, repeated, posts } = counts;
  expect(Math.min(edits, refused, repeated, posts)).toBeGreaterThan(0);
});

const leadIn = (world: World) => {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
};

async function take(world: World, model: Model, step: Step): Promise<void> {
  const { leadId, version } = leadIn(world);
  const ask = async (route: string, asks: UserAsks) => {
    const keyed = { ...asks, key: `request-of-this-life-${model.done.length}` };
    const answer = await asksAs(world, admin)(route, keyed);
    if (answer.status < 300) model.done.push({ route, asks: keyed, answer });
    return answer;
  };
  switch (step.kind) {
    case 'edit': {
      const body = { [step.field]: step.value };
      const isStale = step.seen > 0 && version - step.seen >= 1;
      const ifMatch = `"${isStale ? version - step.seen : version}"`;
      const answer = await ask('PATCH /v1/leads/{leadId}', { path: { leadId }, body, ifMatch });
      if (isStale) {
        expect([answer.status, leadIn(world).version]).toEqual([412, version]);
        counts.refused += 1;
        return;
      }
      expect(answer.status).toBe(200);
      const before = model.values[step.field]?.value ?? null;
      expect(answer.body.changed).toEqual(before === step.value ? [] : [step.field]);
      // Who says what stands says nothing: it is still the post's word.
      if (before !== step.value) model.values[step.field] = step.value === null ? null : { value: step.value, verified: true };
      counts.edits += 1;
      return;
    }
    case 'post': {
      await world.takeIn(world.post({ ...huong, [step.field]: step.value }));
      const stands = model.values[step.field];
      if (!stands?.verified) model.values[step.field] = { value: step.value, verified: false };
      counts.posts += 1;
      return;
    }
    case 'tags': {
      const add = step.add.filter((one) => !step.remove.includes(one));
      if (add.length + step.remove.length === 0) return;
      const answer = await ask('POST /v1/leads/{leadId}/tags', { path: { leadId }, body: { add, remove: step.remove } });
      expect(answer.status).toBe(200);
      for (const one of step.remove) model.tags.delete(one);
      for (const one of add) model.tags.add(one);
      counts.tags += 1;
      return;
    }
    case 'note': {
      const answer = await ask('POST /v1/leads/{leadId}/notes', { path: { leadId }, body: { text: step.text } });
      expect(answer.status).toBe(201);
      model.notes.set(answer.body.noteId, { text: step.text, version: answer.body.version });
      counts.notes += 1;
      return;
    }
    case 'rewrite': {
      const [noteId, note] = [...model.notes][step.which % Math.max(1, model.notes.size)] ?? [];
      if (!noteId || !note) return;
      const isStale = step.seen > 0 && note.version - step.seen >= 1;
      const ifMatch = `"${isStale ? note.version - step.seen : note.version}"`;
      const answer = await ask('PATCH /v1/leads/{leadId}/notes/{noteId}', { path: { leadId, noteId }, body: { text: step.text }, ifMatch });
      if (isStale) {
        expect(answer.status).toBe(412);
        counts.refused += 1;
        return;
      }
      expect(answer.status).toBe(200);
      model.notes.set(noteId, { text: step.text, version: answer.body.version });
      counts.rewritten += 1;
      return;
    }
    case 'tear': {
      const [noteId] = [...model.notes][step.which % Math.max(1, model.notes.size)] ?? [];
      if (!noteId) return;
      const answer = await ask('DELETE /v1/leads/{leadId}/notes/{noteId}', { path: { leadId, noteId } });
      expect(answer.status).toBe(204);
      model.notes.delete(noteId);
      counts.torn += 1;
      return;
    }
    case 'again': {
      const one = model.done[step.which % Math.max(1, model.done.length)];
      if (!one) return;
      expect(await asksAs(world, admin)(one.route, one.asks)).toEqual(one.answer);
      expect(leadIn(world).version).toBe(version);
      counts.repeated += 1;
      return;
    }
    default:
      assertNever(step, 'step');
  }
}

/** Holds the record, its past and its notes against the rules. */
async function holds(world: World, model: Model): Promise<void> {
  const lead = leadIn(world);
  const { fields } = await readProvenance(world.table, lead.leadId);
  for (const name of ['title', 'company'] as const) {
    const stands = model.values[name];
    expect([name, lead[name]]).toEqual([name, stands?.value ?? null]);
    if (stands) expect(fields[name]?.[0]).toMatchObject({ value: stands.value });
    if (stands?.verified) expect(fields[name]?.[0]?.verified).toBe(true);
  }
  expect([...lead.tags].sort()).toEqual([...model.tags].sort());
  const { body } = await asksAs(world, admin)('GET /v1/leads/{leadId}/notes', { path: { leadId: lead.leadId } });
  const shown = body.items.map(({ noteId, text }: { noteId: string; text: string }) => [noteId, text]);
  expect(shown.sort()).toEqual([...model.notes].map(([noteId, { text }]) => [noteId, text]).sort());
}
