import { describe, expect, it } from '@jest/globals';
import { AssignMessage } from '../../../events/index.ts';
import { CorruptItemError } from '../../../shared/platform/errors.ts';
import { LeadId, PoolId, SubjectId } from '../../../shared/platform/ids.ts';
import { assignMessageFor, ofGroup } from '../../../shared/routing/index.ts';

const asked = {
  v: 1,
  kind: 'assign',
  leadId: 'L1',
  subject: 'lead',
  poolId: 'south',
  cause: 'post',
  causationId: 'form/contact/first',
  correlationId: 'form/contact/first',
} as const;
const recall = { ...asked, kind: 'recall', cause: 'recalled', decisionId: 'D1' } as const;

describe('the message that asks for an owner, or takes one back', () => {
  it('waits behind all others of its pool', () => {
    expect([asked, recall].map((message) => assignMessageFor(message).groupId)).toEqual(['south', 'south']);
  });

  it('is dropped by the queue when the same comes again', () => {
    expect(assignMessageFor({ ...asked })).toEqual(assignMessageFor(asked));
    expect(assignMessageFor({ ...recall })).toEqual(assignMessageFor(recall));
  });

  it.each<[string, AssignMessage]>([
    ['another post', { ...asked, causationId: 'form/contact/second', correlationId: 'form/contact/second' }],
    ['another pool', { ...asked, poolId: 'north' }],
    ['an opportunity of the lead', { ...asked, subject: 'O1' }],
    ['the pool before, which had nobody', { ...asked, cause: 'fallback', causationId: 'D1' }],
    ['a recall', { ...asked, cause: 'recalled', causationId: 'D1' }],
    ['a second recall of one chain', { ...asked, cause: 'recalled', causationId: 'D2' }],
    ['whoever takes it back', recall],
    ['whoever takes it back once more', { ...recall, decisionId: 'D2' }],
    ['the rep who declines it', { ...recall, cause: 'declined' }],
  ])('is taken when it comes from %s', (_whom, message) => {
    const others = [asked, recall].filter((other) => other !== message).map((other) => assignMessageFor(other).deduplicationId);

    expect(others).not.toContain(assignMessageFor(message).deduplicationId);
  });

  it('is read as the version before wrote it', () => {
    const { kind: _kind, subject: _subject, cause: _cause, causationId: _causationId, ...old } = asked;

    expect(AssignMessage.parse(old)).toEqual(asked);
  });

  it.each(['', 'lead', 'the lead', 'O1', 'O_1', 'Miền Nam', 'a.b', '.b', 'x'.repeat(64), 'x'.repeat(65)])(
    'is read with the ids alone that those who work on it take (%s), so that no slip holds up a pool',
    (id) => {
      const reads = (ids: object) => AssignMessage.safeParse({ ...asked, ...ids }).success;

      expect(reads({ leadId: id })).toBe(LeadId.safeParse(id).success);
      expect(reads({ subject: id })).toBe(SubjectId.safeParse(id).success);
      expect(reads({ poolId: id })).toBe(PoolId.safeParse(id).success);
    },
  );

  it('is set aside in the group of another pool, whose leads would go there', () => {
    expect(ofGroup(asked, 'south')).toBe(asked);
    expect(() => ofGroup(asked, 'north')).toThrow(CorruptItemError);
  });
});
