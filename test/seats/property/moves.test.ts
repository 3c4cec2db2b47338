import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeadId, RepId, SubjectId } from '../../../shared/platform/ids.ts';
import { type Move, moveSubject, type Seat, type SeatChange } from '../../../shared/seats/index.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const leadId = LeadId.parse('L1');
const reps = ['rep-lan', 'rep-phuc', 'rep-anh'].map((id) => RepId.parse(id));
const subjects = ['lead', 'one', 'two'].map((id) => SubjectId.parse(id));
const [theLead, one, two] = subjects;
if (!theLead || !one || !two) throw new Error('no subjects');
const timeOf = (step: number) => new Date(Date.parse('2026-11-22T03:00:00Z') + step * 1_000).toISOString();

const anyMoves = fc.array(fc.record({ subject: fc.constantFrom(...subjects), to: fc.constantFrom(...reps, null), isStray: fc.boolean() }), {
  maxLength: 40,
});

const card = { leadVersion: 1, activityAt: timeOf(0), card: 'packed' };

/** The seats after these changes. */
function after(seats: readonly Seat[], changes: readonly SeatChange[]): Seat[] {
  const gone = new Set(changes.map(({ before }) => before));
  return [...seats.filter((seat) => !gone.has(seat)), ...changes.flatMap((change) => change.after ?? [])];
}

describe('the seats of a lead', () => {
  it('are of those who own something of it, for as long as they do, whatever goes from whom to whom', () => {
    const numRuns = runs(300, 20_000);
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const owners = new Map<string, RepId>();
        const since = new Map<RepId, string>();
        let seats: Seat[] = [];
        for (const [step, { subject, to, isStray }] of moves.entries()) {
          // A stray move is told from somebody who does not have the subject, as when it comes a second time.
          const owner = owners.get(subject) ?? null;
          const from = isStray && owner === null ? (reps[0] ?? null) : owner;
          const move: Move = { leadId, subject, from, to, at: timeOf(step) };

          const changes = moveSubject(move, seats, card);
          seats = after(seats, changes);

          if (to === null) owners.delete(subject);
          else if (from !== to || owner !== null) owners.set(subject, to);
          const sitting = new Set(owners.values());
          for (const repId of reps) if (!sitting.has(repId)) since.delete(repId);
          for (const repId of sitting) if (!since.has(repId)) since.set(repId, timeOf(step));
          for (const { before, after: now } of changes) expect(now).not.toEqual(before);
          expect(new Map(seats.map((seat) => [seat.repId, [...seat.subjects].sort()]))).toEqual(
            new Map([...sitting].map((repId) => [repId, subjects.filter((subject) => owners.get(subject) === repId).sort()])),
          );
          expect(new Map(seats.map((seat) => [seat.repId, seat.since]))).toEqual(since);
        }
      }),
      { numRuns, seed },
    );
    report(`histories of seats: ${numRuns}, seed ${seed}`);
  });

  it.each([
    ['of the move, where it is later', timeOf(9), timeOf(9)],
    ['that was told before, where the move is earlier', timeOf(-9), timeOf(0)],
  ])('carry the card after the move, and the activity %s', (_which, activityAt, expected) => {
    const [lan, phuc] = reps;
    if (!lan || !phuc) throw new Error('no reps');
    const seat = { ...card, leadId, version: 4, since: timeOf(0) };
    const held: Seat[] = [
      { ...seat, repId: lan, subjects: [theLead, one] },
      { ...seat, repId: phuc, subjects: [two] },
    ];

    const changes = moveSubject({ leadId, subject: theLead, from: lan, to: phuc, at: timeOf(9) }, held, {
      leadVersion: 7,
      activityAt,
      card: 'newer',
    });

    const newer = { ...seat, leadVersion: 7, activityAt: expected, card: 'newer', version: 5 };
    expect(changes).toEqual([
      { before: held[0], after: { ...newer, repId: lan, subjects: ['one'] } },
      { before: held[1], after: { ...newer, repId: phuc, subjects: ['two', 'lead'] } },
    ]);
  });
});
