import fc from 'fast-check';
import { LeadId } from '../../../shared/platform/ids.ts';

/** One thing that happened on a device, and who did it: only the model knows that. */
export interface Act {
  readonly at: string;
  readonly person: LeadId;
  readonly sessionId: string;
  readonly sessionStartedAt: string;
  /** A form with the person's address was posted; any other act leaves no name. */
  readonly isPost: boolean;
}

export const people = [LeadId.parse('L-an'), LeadId.parse('L-binh')] as const;

/** A visit as it is drawn: how many pages before a post and after it; null: no post in it. */
const visit = fc.record({ pagesBefore: fc.nat(3), pagesAfter: fc.nat(3), gapMs: fc.integer({ min: 1, max: 86_400_000 }) });
const turn = fc.record({
  /** The visit in which the person comes to the device and says who they are. */
  first: visit,
  /** Their further visits: with a post or without. */
  more: fc.array(fc.record({ visit, posts: fc.boolean() }), { maxLength: 3 }),
  /** The next person takes the keyboard right after a post, within the visit, instead of coming with a visit of their own. */
  handsOver: fc.boolean(),
});

/**
 * Two people take turns on one browser. What can be known bounds what is drawn: whoever comes posts in the visit they come with, since a
 * visit without a post has no name on it; before the first post there is only the person who posts first; within one visit hands change
 * at a post only.
 */
export const histories: fc.Arbitrary<Act[]> = fc
  .record({ start: fc.nat(1_000_000), anonymous: fc.array(visit, { maxLength: 2 }), turns: fc.array(turn, { minLength: 1, maxLength: 6 }) })
  .map(({ start, anonymous, turns }) => {
    const acts: Act[] = [];
    let now = Date.parse('2026-11-01T00:00:00.000Z') + start;
    let session = { id: '', startedAt: '' };
    let visits = 0;
    const act = (person: LeadId, isPost: boolean, passedMs: number) => {
      now += passedMs;
      acts.push({ at: new Date(now).toISOString(), person, sessionId: session.id, sessionStartedAt: session.startedAt, isPost });
    };
    const come = (gapMs: number) => {
      now += gapMs;
      visits += 1;
      session = { id: `visit-${visits}`, startedAt: new Date(now).toISOString() };
    };
    const pages = (person: LeadId, count: number) => {
      // The first page of a visit is in the very millisecond in which the visit begins.
      for (let page = 0; page < count; page += 1) act(person, false, acts.at(-1)?.sessionId === session.id ? 1 + ((page * 7) % 5) : 0);
    };
    const first = people[0];
    for (const { gapMs, pagesBefore } of anonymous) {
      come(gapMs);
      pages(first, pagesBefore);
    }
    let keepsVisit = false;
    for (const [index, { first: opening, more, handsOver }] of turns.entries()) {
      const person = people[index % 2] ?? first;
      if (!keepsVisit) come(opening.gapMs);
      pages(person, opening.pagesBefore);
      act(person, true, 1);
      keepsVisit = handsOver;
      if (handsOver) continue;
      pages(person, opening.pagesAfter);
      for (const { visit, posts } of more) {
        come(visit.gapMs);
        pages(person, visit.pagesBefore);
        if (posts) act(person, true, 1);
        pages(person, visit.pagesAfter);
      }
    }
    return acts;
  });
