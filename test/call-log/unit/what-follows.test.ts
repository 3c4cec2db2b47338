import { describe, expect, it } from '@jest/globals';
import { type OutcomeConfig, outcomeKind } from '../../../shared/call-log/outcome-config.ts';
import { type Following, type PastCall, whatFollows } from '../../../shared/call-log/rules-follow.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';

const { documents: outcomes } = await createFixedConfig().current(outcomeKind);
function outcomeOf(id: string): OutcomeConfig {
  const outcome = outcomes.get(id);
  if (!outcome) throw new Error(`no outcome ${id}`);
  return outcome;
}

const minute = (count: number) => new Date(Date.parse('2026-11-23T02:00:00.000Z') + count * 60_000).toISOString();

/** Calls a quarter of an hour apart, oldest first. */
const past = (...ids: readonly string[]): PastCall[] =>
  ids.map((outcome, index) => ({ at: minute(15 * index), outcome, isReached: outcomeOf(outcome).isReached }));

/** What follows the last of some calls. */
function following(ids: readonly string[], more: { ownedSince?: string; callbackAt?: string } = {}): Following {
  const calls = past(...ids);
  const last = calls.pop();
  if (!last) throw new Error('no call');
  const { ownedSince = null, callbackAt = null } = more;
  return whatFollows({ outcome: outcomeOf(last.outcome), at: last.at, callbackAt }, { calls, ownedSince });
}

const wordOf = (follows: Following) => (follows.do === 'next' ? follows.task : follows.do === 'disqualify' ? follows.reason : follows.do);

describe('what follows a call', () => {
  it.each([
    ['noAnswer', 'call'],
    ['busy', 'call'],
    ['unreachable', 'call'],
    ['wrongNumber', 'wrongNumber'],
    ['interested', 'call'],
    ['considering', 'call'],
    ['callback', 'callback'],
    ['closed', 'nothing'],
    ['notInterested', 'recycle'],
    ['wrongPerson', 'wrongPerson'],
    ['refusedContact', 'refusedContact'],
  ])('that ends with %s is %s', (outcome, word) => {
    expect(wordOf(following([outcome]))).toBe(word);
  });

  it('knows every outcome that is shipped', () => {
    expect(outcomes.size).toBe(11);
  });

  it.each([
    ['a second call that nobody answers', ['noAnswer', 'noAnswer'], 'call'],
    ['a third one', ['noAnswer', 'noAnswer', 'noAnswer'], 'recall'],
    ['one that is not answered after two of other reasons', ['busy', 'unreachable', 'noAnswer'], 'recall'],
    ['one that is not answered after somebody was reached', ['noAnswer', 'noAnswer', 'considering', 'noAnswer'], 'call'],
    ['somebody who goes on considering', ['considering', 'considering', 'considering', 'considering'], 'recycle'],
    ['somebody who considers, whatever was not answered meanwhile', ['considering', 'noAnswer', 'considering', 'considering'], 'call'],
    ['somebody who considers anew', ['considering', 'considering', 'considering', 'interested', 'considering'], 'call'],
  ])('is for %s what its number says', (_name, ids, word) => {
    expect(wordOf(following(ids))).toBe(word);
  });

  it('begins anew with each owner', () => {
    expect(wordOf(following(['noAnswer', 'noAnswer', 'noAnswer'], { ownedSince: minute(20) }))).toBe('call');
  });

  it('is due when the outcome says', () => {
    expect(following(['interested', 'noAnswer'])).toEqual({ do: 'next', task: 'call', notBefore: minute(15 + 120), isAgreed: false });
  });

  it.each([['callback'], ['considering'], ['noAnswer']])('of %s is the time that was agreed, where there is one', (outcome) => {
    expect(following([outcome, outcome, outcome, outcome], { callbackAt: minute(600) })).toEqual({
      do: 'next',
      task: 'callback',
      notBefore: minute(600),
      isAgreed: true,
    });
  });

  it.each([
    ['interested', 'nothing'],
    ['noAnswer', 'nothing'],
    ['notInterested', 'nothing'],
    ['wrongNumber', 'wrongNumber'],
    ['refusedContact', 'refusedContact'],
  ])('of %s that a later call has overtaken is %s', (outcome, word) => {
    const late = whatFollows(
      { outcome: outcomeOf(outcome), at: minute(-1), callbackAt: null },
      { calls: past('considering'), ownedSince: null },
    );

    expect(wordOf(late)).toBe(word);
  });
});

describe('the outcomes of calls', () => {
  const named = { id: 'x', name: { vi: 'x', en: 'x' } };
  const next = { task: 'call', afterMinutes: 5, atMost: 1 };
  it.each([
    ['a final one with something next', { ...named, isReached: true, isFinal: true, next }],
    ['one that reaches nobody and is forgotten', { ...named, isReached: false }],
    ['a refusal of nobody', { ...named, isReached: false, afterwards: { do: 'disqualify', reason: 'refusedContact' } }],
    ['a disqualification without a reason', { ...named, isReached: true, afterwards: { do: 'disqualify' } }],
  ])('are not %s', (_name, document) => {
    expect(outcomeKind.schema.safeParse(document).success).toBe(false);
  });
});
