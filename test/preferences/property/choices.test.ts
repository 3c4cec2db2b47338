import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suppressAddress } from '../../../shared/mail/address.ts';
import type { AddressChoices } from '../../../shared/mail/index.ts';
import { readAddressState } from '../../../shared/mail/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { TopicId } from '../../../shared/platform/ids.ts';
import { ConditionFailedError } from '../../../shared/platform/table.ts';
import { advertisingOpen } from '../../../shared/preferences/advertising-open.ts';
import { advertisingBar, afterChoice, type Choice, withRefusalsOf } from '../../../shared/preferences/rules-choices.ts';
import { writeChoices } from '../../../shared/preferences/store.ts';
import { digests } from '../../support/digests.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { runs, seed } from '../../support/seeded.ts';

const topics = ['tips', 'offers', 'news'].map((id) => TopicId.parse(id));
const some = fc.subarray(topics, { minLength: 1 });
const proof = { textVersion: 'topics-1' };
const begin = Date.parse('2026-11-23T00:00:00.000Z');
const at = (hour: number) => new Date(begin + hour * 3_600_000);

/** A decision some hours after the one before it; `null`: SES told of a complaint. */
const step = fc.record({
  afterHours: fc.integer({ min: 1, max: 400 }),
  act: fc.oneof(
    { weight: 4, arbitrary: some.map((chosen): Choice => ({ do: 'confirm', topics: chosen, proof })) },
    { weight: 2, arbitrary: some.map((chosen): Choice => ({ do: 'refuse', topics: chosen })) },
    fc.constant<Choice>({ do: 'refuseAll' }),
    { weight: 2, arbitrary: fc.constant('pause' as const) },
    fc.constant<Choice>({ do: 'resume' }),
    { weight: 1, arbitrary: fc.constant(null) },
  ),
});
const history = fc.array(step, { maxLength: 14 });

/** The law, in the plainest words: per topic the last word counts; a complaint and a rest close all. */
class Model {
  readonly #allowed = new Set<TopicId>();
  #pausedUntil = 0;
  #isClosed = false;
  #refusedAll = false;

  take(act: Choice | null, now: number): void {
    if (act === null) this.#isClosed = true;
    else if (act.do === 'confirm') {
      for (const topic of act.topics) this.#allowed.add(topic);
      this.#refusedAll = false;
    } else if (act.do === 'refuse') for (const topic of act.topics) this.#allowed.delete(topic);
    else if (act.do === 'refuseAll') {
      this.#allowed.clear();
      this.#pausedUntil = 0;
      this.#refusedAll = true;
    } else if (act.do === 'pause') this.#pausedUntil = this.#refusedAll ? this.#pausedUntil : Date.parse(act.until);
    else this.#pausedUntil = this.#refusedAll ? this.#pausedUntil : now;
  }

  allows(topic: TopicId, now: number): boolean {
    return !this.#isClosed && this.#allowed.has(topic) && this.#pausedUntil <= now;
  }
}

it('an advertising mail is claimed exactly where its topic was confirmed last, and nothing closes the address', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 0, max: 800 }), async (steps, later) => {
      const table = memoryTable();
      const address = digests.address('lan@example.vn');
      const model = new Model();
      let hour = 0;
      for (const { afterHours, act } of [...steps, { afterHours: later, act: undefined }]) {
        hour += afterHours;
        if (act === null) await table.transact([suppressAddress(address, 'complaint', at(hour).toISOString())]);
        else if (act !== undefined) {
          const choice: Choice = act === 'pause' ? { do: 'pause', until: new Date(at(hour).getTime() + 30 * daysMs).toISOString() } : act;
          const { choices } = await readAddressState(table, address);
          const after = afterChoice(choices, choice, at(hour));
          if (after) await table.transact([writeChoices(address, choices, after)]);
          model.take(choice, at(hour).getTime());
        }
        if (act === null) model.take(null, at(hour).getTime());
        const state = await readAddressState(table, address);
        for (const topic of topics) {
          const now = at(hour);
          const isOpen = await claims(topic, now);
          expect({ topic, isOpen, bar: advertisingBar(state, topic, now) === null }).toEqual({
            topic,
            isOpen: model.allows(topic, now.getTime()),
            bar: model.allows(topic, now.getTime()),
          });
        }
      }

      async function claims(topic: TopicId, now: Date): Promise<boolean> {
        const guard = advertisingOpen(address, topic, now, { table });
        try {
          await table.transact([guard.write]);
          return true;
        } catch (error) {
          expect(error).toBeInstanceOf(ConditionFailedError);
          expect(await guard.refused()).toMatchObject({ act: expect.stringMatching(/^(skip|fail|postpone)$/) });
          return false;
        }
      }
    }),
    { seed, numRuns: runs(60, 5_000) },
  );
});

it('who moves to another address takes the longer rest along, and every refusal that is not older than what was confirmed there', () => {
  const after = (steps: readonly { readonly afterHours: number; readonly act: Choice }[]) => {
    let [choices, hour]: [AddressChoices | undefined, number] = [undefined, 0];
    for (const { afterHours, act } of steps) {
      hour += afterHours;
      choices = afterChoice(choices, act, at(hour)) ?? choices;
    }
    return choices;
  };
  const decisions = fc.array(
    fc.record({
      afterHours: fc.integer({ min: 1, max: 50 }),
      act: fc.oneof(
        some.map((chosen): Choice => ({ do: 'confirm', topics: chosen, proof })),
        some.map((chosen): Choice => ({ do: 'refuse', topics: chosen })),
        fc.constant<Choice>({ do: 'refuseAll' }),
        fc.integer({ min: 0, max: 400 }).map((hour): Choice => ({ do: 'pause', until: at(hour).toISOString() })),
      ),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(decisions, decisions, (there, here) => {
      const [from, to] = [after(there), after(here)];
      const moved = withRefusalsOf(from, to) ?? to;
      for (const topic of topics) {
        const refusedThere = from?.refusedAll ?? from?.refused[topic];
        const confirmedHere = to?.confirmed[topic]?.at;
        const isOpen = advertisingBar(moved ? { choices: moved } : {}, topic, at(10_000)) === null;
        expect(isOpen).toBe(confirmedHere !== undefined && (refusedThere === undefined || refusedThere < confirmedHere));
      }
      const rests = [from, to].flatMap((choices) => choices?.pausedUntil ?? []).sort();
      if (moved?.refusedAll === undefined) expect(moved?.pausedUntil).toBe(rests.at(-1));
      expect(withRefusalsOf(from, moved)).toBeNull();
    }),
    { seed, numRuns: runs(300, 20_000) },
  );
});
