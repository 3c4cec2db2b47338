import { isDeepStrictEqual } from 'node:util';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contactOf } from '../../../shared/identity/index.ts';
import { detailsOf, newLead } from '../../../shared/intake/rules-record.ts';
import { applyPost } from '../../../shared/intake/rules-update.ts';
import { editsSince, type Kept, type SingleField, sameIn, singleFieldsOf, textOf, withText } from '../../../shared/merging/rules-fields.ts';
import { mergeLeads } from '../../../shared/merging/rules-merge.ts';
import { type LaterAct, undoMerge } from '../../../shared/merging/rules-undo.ts';
import { LeadId, SubmissionId } from '../../../shared/platform/ids.ts';
import { resolveRegion } from '../../../shared/regions/index.ts';
import { submissionOf } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';

/** A post of the person of a lead, an edit of what a record shows, a tag, a merge of two records or the undo of one. */
type Step =
  | { readonly kind: 'post'; readonly who: number; readonly says: number; readonly byNumber: boolean }
  | { readonly kind: 'edit'; readonly who: number; readonly field: number }
  | { readonly kind: 'tag'; readonly who: number }
  | { readonly kind: 'merge'; readonly into: number; readonly who: number }
  | { readonly kind: 'undo'; readonly which: number };

const people = 4;
const stepsOf = (most: number): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('post' as const), who: fc.nat(most - 1), says: fc.nat(15), byNumber: fc.boolean() }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), who: fc.nat(most - 1), field: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('tag' as const), who: fc.nat(most - 1) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('merge' as const), into: fc.nat(most - 1), who: fc.nat(most - 1) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(most) }) },
  );

interface Act {
  readonly at: string;
  readonly who: number;
  readonly claimant: (LaterAct & { readonly kind: 'post' })['claimant'];
  readonly apply: (kept: Kept) => Kept;
}

const moment = (place: number) => new Date(Date.parse('2026-11-20T00:00:00.000Z') + place * 60_000).toISOString();
const idOf = (who: number) => LeadId.parse(`L${who}`);

const provinces = ['Hà Nội', 'Đà Nẵng', 'Cần Thơ', 'Nghệ An'];

/** What is posted is read once for each of its kinds: to read numbers takes most of the time. */
const contacts = new Map<string, ReturnType<typeof contactOf>>();
function contactOnce(fields: Record<string, string>) {
  const key = `${fields.fullName}|${fields.email}|${fields.phone}`;
  const known = contacts.get(key) ?? contactOf(fields);
  contacts.set(key, known);
  return known;
}

/** A post of somebody: each value it says is a new one, so that it can be told where it went. */
function understood({ who, says, byNumber }: Extract<Step, { kind: 'post' }>, place: number) {
  const has = (bit: number) => (says & (1 << bit)) > 0;
  const fields: Record<string, string> = {
    ...(byNumber && who < 2 ? { phone: `09123456${who}${who}` } : { email: `person${who}@example.com` }),
    ...(has(0) && !byNumber ? { fullName: `Nguyễn Thị ${'Hoa Lan Mai Sen'.split(' ')[who]}` } : {}),
    ...(has(1) ? { company: `Company ${place}` } : {}),
    ...(has(2) ? { province: provinces[place % provinces.length] ?? '', product: `product-${place}` } : {}),
    ...(has(3) ? { question: `answer ${place}` } : {}),
  };
  const consent = has(3) ? [{ purpose: 'contact' as const, granted: true, textVersion: `v${place}` }] : [];
  const submission = {
    ...submissionOf({ submissionId: `s${place}`, fields, consent }),
    submissionId: SubmissionId.parse(`s${place}`),
    receivedAt: moment(place),
  };
  const contact = contactOnce(fields);
  const region = resolveRegion({ province: fields.province, phone: contact.phone });
  return { submission, contact, region, details: detailsOf(submission), claimsPhone: true, at: moment(place), heldSince: null };
}

function actOf(step: Extract<Step, { kind: 'post' }>, place: number): Act {
  const post = understood(step, place);
  const { nameKey, email, phone } = post.contact;
  const apply = ({ lead, provenance }: Kept): Kept => {
    const update = applyPost(lead, provenance, post);
    return { lead: update.lead, provenance: update.provenance ?? provenance };
  };
  return { at: post.at, who: step.who, claimant: { nameKey, email, phone: phone?.e164 ?? null }, apply };
}

const firstOf = (who: number): Kept => {
  const post = understood({ kind: 'post', who, says: [15, 1, 2, 12][who] ?? 0, byNumber: false }, who);
  const withNumber =
    who < 2
      ? {
          ...post,
          contact: contactOnce({ email: `person${who}@example.com`, fullName: post.contact.fullName ?? '', phone: `09123456${who}${who}` }),
        }
      : post;
  return {
    lead: newLead(idOf(who), { ...withNumber, locale: 'vi', at: moment(who) }),
    provenance: { leadId: idOf(who), fields: {}, extra: {} },
  };
};

interface Pair {
  readonly survivor: number;
  readonly loser: number;
  readonly at: string;
  /** Both as the merge found them. */
  image: Kept;
  other: Kept;
}

/** The records as the product keeps them: a survivor is changed in place, and an undo works out from its images what each side is. */
class Product {
  readonly records = Array.from({ length: people }, (_, who) => firstOf(who));
  pairs: Pair[] = [];
  posts: { readonly act: Act; under: number }[] = [];

  rootOf(who: number): number {
    const pair = this.pairs.find(({ loser }) => loser === who);
    return pair ? this.rootOf(pair.survivor) : who;
  }

  record(who: number): Kept {
    const kept = this.records[who];
    if (!kept) throw new Error('no record');
    return kept;
  }

  post(act: Act): void {
    const root = this.rootOf(act.who);
    this.records[root] = act.apply(this.record(root));
    this.posts.push({ act, under: root });
  }

  edit(root: number, field: SingleField, value: string, at: string): void {
    this.records[root] = edited(this.record(root), field, value, at);
  }

  tag(root: number, tag: string): void {
    this.records[root] = tagged(this.record(root), tag);
  }

  merge(survivor: number, loser: number, at: string): void {
    const [image, other] = [this.record(survivor), this.record(loser)];
    this.records[survivor] = mergeLeads(image, other).kept;
    this.pairs.push({ survivor, loser, at, image, other });
  }

  undo(pair: Pair): void {
    const acts: { readonly act: LaterAct; readonly post?: { under: number }; readonly pair?: Pair }[] = [];
    let [under, since] = [pair.survivor, pair.at];
    for (;;) {
      const outer = this.pairs.find(({ loser }) => loser === under);
      const until = outer?.at ?? '~';
      const joined = this.pairs.filter((one) => one.survivor === under && one.at > since && one !== pair);
      const stands = outer ? outer.other : this.record(under);
      for (const one of joined) acts.push({ act: { kind: 'joined', at: one.at, stood: one.image, loser: one.other }, pair: one });
      for (const post of this.posts) {
        if (post.under !== under || post.act.at <= since || post.act.at > until) continue;
        const { at, claimant, apply } = post.act;
        acts.push({ act: { kind: 'post', at, claimant, known: { email: null, phone: null }, apply }, post });
      }
      const brought = joined.flatMap(({ other }) => editsSince(other, ''));
      for (const edit of editsSince(stands, since)) {
        if (edit.value.at > until || brought.some((one) => isDeepStrictEqual(one, edit))) continue;
        acts.push({ act: { kind: 'edit', at: edit.value.at, field: edit.field, apply: (kept) => withText(edit.field, edit.value, kept) } });
      }
      if (!outer) break;
      acts.push({ act: { kind: 'merged', at: outer.at, stood: outer.other, survivor: outer.image }, pair: outer });
      [under, since] = [outer.survivor, outer.at];
    }
    acts.sort((one, other) => (one.act.at < other.act.at ? -1 : 1));
    const split = undoMerge(
      { survivor: pair.image, loser: pair.other },
      acts.map(({ act }) => act),
      this.record(under),
    );
    const merges = acts.flatMap((one) => one.pair ?? []);
    for (const [place, one] of merges.entries()) {
      const image = split.images[place];
      if (!image) throw new Error('an image is missing');
      if (one.survivor === pair.survivor || acts.find(({ pair: other }) => other === one)?.act.kind === 'joined') one.image = image;
      else {
        one.other = image;
        this.records[one.loser] = image;
      }
    }
    for (const [place, { post }] of acts.filter(({ act }) => act.kind === 'post').entries()) {
      if (split.posts[place] === 'loser' && post) post.under = pair.loser;
    }
    this.pairs = this.pairs.filter((one) => one !== pair);
    this.records[under] = split.survivor;
    this.records[pair.loser] = split.loser;
  }
}

function edited(kept: Kept, field: SingleField, value: string, at: string): Kept {
  return withText(field, { value, at, source: { kind: 'rep', id: 'rep-lan' }, verified: true }, kept);
}

const tagged = (kept: Kept, tag: string): Kept => ({ ...kept, lead: { ...kept.lead, tags: [...kept.lead.tags, tag] } });

type Told =
  | { readonly kind: 'tag'; readonly who: number; readonly tag: string }
  | { readonly kind: 'post'; readonly act: Act }
  | { readonly kind: 'edit'; readonly who: number; readonly field: SingleField; readonly value: string; readonly at: string }
  | { readonly kind: 'merge'; readonly survivor: number; readonly loser: number; readonly pair: Pair };

/** What the records would be had the merges that were undone never been, and each act been done to whom it was of. */
function withoutUndone(
  told: readonly Told[],
  undone: ReadonlySet<Pair>,
): { readonly records: Kept[]; readonly shown: Map<SingleField, number>[] } {
  const records = Array.from({ length: people }, (_, who) => firstOf(who));
  const shown = records.map(
    (kept, who) => new Map(singleFieldsOf(kept).flatMap((field) => (textOf(kept, field) === null ? [] : [[field, who] as const]))),
  );
  const parents = new Map<number, number>();
  const rootOf = (who: number): number => (parents.has(who) ? rootOf(parents.get(who) ?? who) : who);
  const change = (who: number, apply: (kept: Kept) => Kept) => {
    const root = rootOf(who);
    const before = records[root] as Kept;
    const after = apply(before);
    records[root] = after;
    for (const field of singleFieldsOf(after)) if (!sameIn(field, before, after)) shown[root]?.set(field, who);
  };
  for (const one of told) {
    if (one.kind === 'post') change(one.act.who, one.act.apply);
    else if (one.kind === 'edit') change(one.who, (kept) => edited(kept, one.field, one.value, one.at));
    else if (one.kind === 'tag') change(one.who, (kept) => tagged(kept, one.tag));
    else if (!undone.has(one.pair)) {
      const { survivor, loser } = one;
      records[survivor] = mergeLeads(records[survivor] as Kept, records[loser] as Kept).kept;
      for (const [field, who] of shown[loser] ?? []) if (!shown[survivor]?.has(field)) shown[survivor]?.set(field, who);
      parents.set(loser, survivor);
    }
  }
  return { records, shown };
}

/** What a reader sees of a record. */
function seen({ lead, provenance }: Kept) {
  const {
    leadId,
    fullName,
    nameKey,
    email,
    emails = [],
    phone,
    extraPhones,
    company,
    region,
    products,
    tags,
    extra,
    consent,
    source,
  } = lead;
  const histories = Object.fromEntries(Object.entries(provenance.fields).map(([field, values]) => [field, values?.[0]]));
  return {
    leadId,
    fullName,
    nameKey,
    email,
    emails,
    phone,
    extraPhones,
    company,
    region,
    products,
    tags,
    extra,
    consent,
    source,
    histories,
  };
}

/** What posts say, and what people write over it. */
const contested: readonly SingleField[] = ['company', 'fullName', 'title', 'extra.question'];
/**
 * What posts replace nothing of. Where what a person wrote keeps a post of another one away, whose value the next edit replaces hangs on who is part of
 * the record: of two there is one answer, of more it hangs on which merge is undone first.
 */
const uncontested: readonly SingleField[] = ['fullName', 'title', 'extra.note'];

it.each([
  { of: 'two people', most: 2, editable: contested },
  { of: 'trees of people', most: people, editable: uncontested },
])('undoes merges of $of as if they had not been: each later act is done to whom it names', ({ of, most, editable }) => {
  const numRuns = runs(250, 50_000);
  const counts = { merges: 0, undone: 0, ofLoser: 0, inner: 0 };
  fc.assert(
    fc.property(fc.array(stepsOf(most), { minLength: 4, maxLength: 24, size: 'max' }), (steps) => {
      const product = new Product();
      const told: Told[] = [];
      const undone = new Set<Pair>();
      for (const [index, step] of steps.entries()) {
        const place = people + index;
        if (step.kind === 'post') {
          const act = actOf(step, place);
          if (product.rootOf(step.who) !== step.who) counts.ofLoser += 1;
          product.post(act);
          told.push({ kind: 'post', act });
        } else if (step.kind === 'edit') {
          const root = product.rootOf(step.who);
          const field = editable[step.field % editable.length] ?? 'title';
          const owner = withoutUndone(told, undone).shown[root]?.get(field) ?? root;
          product.edit(root, field, `Văn ${field} ${place}`, moment(place));
          told.push({ kind: 'edit', who: owner, field, value: `Văn ${field} ${place}`, at: moment(place) });
        } else if (step.kind === 'tag') {
          const root = product.rootOf(step.who);
          product.tag(root, `tag-${place}`);
          told.push({ kind: 'tag', who: root, tag: `tag-${place}` });
        } else if (step.kind === 'merge') {
          const [survivor, loser] = [product.rootOf(step.into), product.rootOf(step.who)];
          if (survivor === loser) continue;
          product.merge(survivor, loser, moment(place));
          const pair = product.pairs.at(-1);
          if (pair) told.push({ kind: 'merge', survivor, loser, pair });
          counts.merges += 1;
        } else {
          const pair = product.pairs[step.which % Math.max(1, product.pairs.length)];
          if (!pair) continue;
          if (product.rootOf(pair.survivor) !== pair.survivor) counts.inner += 1;
          product.undo(pair);
          undone.add(pair);
          counts.undone += 1;
        }
        if (step.kind !== 'undo') continue;
        const expected = withoutUndone(told, undone).records;
        for (const who of Array(people).keys()) {
          if (product.rootOf(who) === who) expect(seen(product.record(who))).toEqual(seen(expected[who] as Kept));
        }
      }
    }),
    { numRuns, seed },
  );
  report(
    `undo of merges of ${of}: ${numRuns} histories, ${counts.merges} merges, ${counts.undone} undone, ${counts.inner} of them within another, ${counts.ofLoser} posts of merged leads (seed ${seed})`,
  );
  expect(Math.min(counts.undone, counts.ofLoser)).toBeGreaterThan(0);
  if (most > 2) expect(counts.inner).toBeGreaterThan(0);
});
