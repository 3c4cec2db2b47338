import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeadId } from '../../../shared/platform/ids.ts';
import { type Answered, type AnsweredByLead, stillAnswered, withAnswered } from '../../../shared/tracking/rules-answered.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const leads = ['L1', 'L2', 'L3'].map((id) => LeadId.parse(id));
const anyPost = fc.record({
  leadId: fc.constantFrom(...leads),
  // More names than are kept, so that what falls away is the same in every order as well.
  answered: fc.array(
    fc.nat(90).map((number) => `question${number}`),
    { maxLength: 12 },
  ),
});
type Post = { readonly leadId: LeadId; readonly answered: Answered };
const fold = (posts: readonly Post[]) =>
  posts.reduce<AnsweredByLead>((known, { leadId, answered }) => withAnswered(known, leadId, answered), new Map());
const plain = (known: AnsweredByLead) => Object.fromEntries([...known].toSorted());

it('what was answered on a device hangs on the posts, not on their order or repeats, and is bounded', () => {
  const numRuns = runs(300, 20_000);
  const shuffled = fc
    .array(anyPost, { maxLength: 20 })
    .chain((posts) =>
      fc.record({ posts: fc.constant(posts), again: fc.shuffledSubarray([...posts, ...posts], { minLength: posts.length * 2 }) }),
    );
  fc.assert(
    fc.property(shuffled, ({ posts, again }) => {
      const known = fold(posts);

      expect(plain(fold(again))).toEqual(plain(known));
      for (const answered of known.values()) expect(answered.length).toBeLessThanOrEqual(40);
      const [first] = leads;
      const alone = [{ at: '2026-11-22T03:00:00.000Z', leadId: first ?? null, sessionStartedAt: null, consentTextVersion: 'tracking-1' }];
      expect([...stillAnswered(known, alone).keys()]).toEqual([...known.keys()].filter((leadId) => leadId === first));
    }),
    { numRuns, seed },
  );
  report(`answers on a device: ${numRuns} histories, seed ${seed}`);
});
