import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FormConfig, formKind } from '../../../shared/capture/form-config.ts';
import { FieldConfig, fieldKind } from '../../../shared/fields/field-config.ts';
import { addMs, minutesMs } from '../../../shared/platform/clock.ts';
import {
  adopt,
  advance,
  afterMail,
  type Enrolment,
  enrol,
  type LeadMoments,
  type SeenEvent,
  stepOf,
} from '../../../shared/sequences/index.ts';
import { sequenceFaults } from '../../../shared/sequences/rules-faults.ts';
import type { SequenceConfig } from '../../../shared/sequences/sequence-config.ts';
import { anyEdition, anyMoments, anySequence, eventTypes } from '../../support/any-sequence.ts';
import { seed, size } from '../../support/proof.ts';
import { formId, workshop } from '../../support/registering.ts';
import { anyFacts, firstHour } from '../../support/segments.ts';
import { causeAt, seenAt } from '../../support/sequences.ts';

const begin = new Date(firstHour);
const sequence = anySequence('thu');
/** The event of which rules in these tests ask. */
const withEvent = FormConfig.parse({ ...Object(formKind.example), id: formId, event: workshop });

/** What happens to a run: a timer late by so many minutes, a doubled message, an event of the lead, other facts. */
const happening = fc.record({
  lateMinutes: fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 48 * 60 })),
  isDoubled: fc.boolean(),
  isEarly: fc.boolean(),
  event: fc.option(fc.constantFrom(...eventTypes)),
  facts: fc.option(anyFacts),
  moments: fc.option(anyMoments(begin)),
  isSkipped: fc.boolean(),
});

interface Told {
  readonly taken: string[];
  steps: number;
}

/** Takes one step of a run as whoever is asked by its timer does. */
function takeStep(
  enrolment: Enrolment,
  followed: SequenceConfig,
  now: Date,
  facts: Parameters<typeof advance>[2]['facts'],
  seen: readonly SeenEvent[],
  moments: LeadMoments,
  isSkipped: boolean,
  told: Told,
): Enrolment {
  const advanced = advance(enrolment, followed, { facts, seen, moments, timeZone: facts.timeZone, at: now });
  told.taken.push(...advanced.effects.map(({ id }) => id));
  const step = stepOf(followed, advanced.after.stepId);
  const isDue = advanced.after.dueAt !== null && new Date(advanced.after.dueAt) <= now;
  if (advanced.after !== enrolment || step?.do !== 'mail' || !isDue) return advanced.after;
  told.taken.push(step.id);
  const outcome = isSkipped ? 'skipped' : 'sent';
  const { after } = afterMail(enrolment, followed, { stepId: step.id, outcome, plannedAt: now }, { at: now, timeZone: facts.timeZone });
  return after;
}

describe('a run of any sequence', () => {
  it('can be of any sequence that may be published', () => {
    fc.assert(
      fc.property(sequence, (published) => {
        const templates = ['tin', 'dich-vu'].map((id) => ({ id, needs: [] }));
        expect(
          sequenceFaults(published, {
            segments: [],
            products: [],
            fields: [FieldConfig.parse(fieldKind.example)],
            forms: [withEvent],
            webhooks: [{ id: 'kho' }],
            scripts: [],
            dates: [{ id: 'sinh-nhat' }],
            templates,
          }),
        ).toEqual([]);
      }),
      { numRuns: size(50, 2_000), seed },
    );
  });

  it('takes no step twice, goes on each time that its timer rings, and is over some time', () => {
    let ended = 0;
    fc.assert(
      fc.property(
        sequence,
        anyEdition('thu'),
        fc.nat({ max: 2 }),
        anyFacts,
        anyMoments(begin),
        fc.array(happening, { minLength: 1, maxLength: 8 }),
        (published, edition, editedAt, known, first, life) => {
          const [at, told] = [begin, { taken: [] as string[], steps: 0 }];
          const begun = enrol(published, undefined, causeAt(at), { facts: known, seen: [], moments: first, timeZone: known.timeZone, at });
          if (!begun.isEnrolled) return;
          let moments = first;
          told.taken.push(...begun.effects.map(({ id }) => id));
          let [enrolment, followed, facts, now]: [Enrolment, SequenceConfig, typeof known, Date] = [begun.after, published, known, at];
          const seen: SeenEvent[] = [];
          for (let turn = 0; enrolment.state === 'active'; turn += 1) {
            const happens = life[turn % life.length];
            if (!happens || turn > 200) throw new Error('the run does not end');
            facts = happens.facts ?? facts;
            moments = happens.moments ?? moments;
            const due = new Date(enrolment.dueAt ?? Number.NaN);
            if (happens.event) seen.push(seenAt(addMs(now, Math.floor(Math.max(0, due.getTime() - now.getTime()) / 2)), happens.event));
            if (happens.isEarly) {
              const early = advance(enrolment, followed, { facts, seen, moments, timeZone: facts.timeZone, at: now });
              told.taken.push(...early.effects.map(({ id }) => id));
              enrolment = early.after;
            }
            if (turn === editedAt && enrolment.state === 'active') {
              enrolment = adopt(enrolment, { from: followed, to: edition, toVersion: 2 }, now).after;
              followed = edition;
            }
            if (enrolment.state === 'ended') break;
            now = new Date(Math.max(now.getTime(), Date.parse(enrolment.dueAt ?? '')) + happens.lateMinutes * minutesMs);
            const before = enrolment;
            enrolment = takeStep(before, followed, now, facts, seen, moments, happens.isSkipped, told);

            expect(enrolment).not.toBe(before);
            if (happens.isDoubled)
              expect(takeStep(before, followed, now, facts, seen, moments, happens.isSkipped, { taken: [], steps: 0 })).toEqual(enrolment);
          }

          expect(new Set(told.taken).size).toBe(told.taken.length);
          expect(new Set(enrolment.done).size).toBe(enrolment.done.length);
          expect(enrolment).toMatchObject({ dueAt: null, waits: null });
          ended += 1;
        },
      ),
      { numRuns: size(500, 20_000), seed },
    );
    expect(ended).toBeGreaterThan(50);
  });

  it('takes no step before it is due', () => {
    fc.assert(
      fc.property(sequence, anyFacts, fc.nat({ max: 6 * 24 * 60 }), (published, facts, minutes) => {
        const begun = enrol({ ...published, exits: [], goal: undefined }, undefined, causeAt(begin), {
          facts,
          seen: [],
          timeZone: facts.timeZone,
          at: begin,
        });
        if (!begun.isEnrolled || begun.after.dueAt === null) return;
        const at = new Date(Math.min(begin.getTime() + minutes * minutesMs, Date.parse(begun.after.dueAt) - 1));

        expect(
          advance(begun.after, { ...published, exits: [], goal: undefined }, { facts, seen: [], timeZone: facts.timeZone, at }).after,
        ).toBe(begun.after);
      }),
      { numRuns: size(100, 5_000), seed },
    );
  });
});
