import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LoggedCallView } from '../../../api/calls/call-view.ts';
import { outcomeKind } from '../../../shared/call-log/outcome-config.ts';
import { type PastCall, statusAfter, whatFollows } from '../../../shared/call-log/rules-follow.ts';
import { addMs, hoursMs } from '../../../shared/platform/clock.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { killAt } from '../../support/effects.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { runs, seed } from '../../support/seeded.ts';

const { documents: outcomes } = await createFixedConfig().current(outcomeKind);

/** What a history of calls makes of a lead. */
interface State {
  readonly calls: readonly PastCall[];
  readonly open: readonly { readonly reason: string; readonly dueAt: string }[];
  readonly status: string;
}

/** Says what one more call makes of a lead, from the calls before it alone. */
function afterCall({ calls, open, status }: State, { callId: _id, ...call }: LoggedCallView): State {
  const outcome = outcomes.get(call.outcome);
  if (!outcome) throw new Error('no such outcome');
  const said = { outcome, at: call.at, callbackAt: call.callbackAt };
  const follows = whatFollows(said, { calls, ownedSince: null });
  const may = status === 'active' || (follows.do === 'disqualify' && status !== 'disqualified');
  const changed = may ? statusAfter(follows, outcome) : null;
  const kept = open.filter(({ reason, dueAt }) => reason === 'callback' && !outcome.isReached && dueAt > call.loggedAt);
  const made =
    may && follows.do === 'next' && call.next
      ? [{ reason: follows.task === 'callback' ? 'callback' : 'planned', dueAt: call.next.dueAt }]
      : [];
  return {
    calls: [...calls, { at: call.at, outcome: call.outcome, isReached: outcome.isReached }],
    open: changed ? [] : [...kept, ...made],
    status: changed?.to ?? status,
  };
}

type Act = { readonly kind: 'log'; readonly outcome: string; readonly callbackHours: number | null } | { readonly kind: 'undo' };
const log = fc.record({
  kind: fc.constant('log' as const),
  outcome: fc.oneof(fc.constantFrom('noAnswer', 'busy', 'considering', 'callback'), fc.constantFrom(...outcomes.keys())),
  callbackHours: fc.option(fc.integer({ min: 1, max: 48 }), { nil: null }),
});
const act: fc.Arbitrary<Act> = fc.oneof({ weight: 3, arbitrary: log }, { weight: 1, arbitrary: fc.constant({ kind: 'undo' } as const) });
const step = fc.record({ act, waitHours: fc.integer({ min: 0, max: 30 }), killedAt: fc.integer({ min: 1, max: 24 }) });

describe('whatever is logged and taken back, killed anywhere and asked again', () => {
  it('attempts, reached calls, open tasks and status are those of the calls that stand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        const floor = await createCallFloor();
        const { world, lead } = floor;
        const sorted = (open: State['open']) => open.map(({ reason, dueAt }) => `${dueAt} ${reason}`).sort();
        const states: State[] = [{ calls: [], open: floor.open(), status: 'active' }];
        const ids: string[] = [];
        for (const [index, { act, waitHours, killedAt }] of steps.entries()) {
          world.pass(waitHours * hoursMs);
          const now = states.at(-1);
          if (!now) throw new Error('no state');
          const isFinal = act.kind === 'log' && (outcomes.get(act.outcome)?.isFinal ?? false);
          const mayAgree = act.kind === 'log' && act.callbackHours !== null && !isFinal && now.status === 'active';
          const callbackAt = mayAgree ? { callbackAt: addMs(world.parts.clock(), (act.callbackHours ?? 0) * hoursMs).toISOString() } : {};
          const last = ids.at(-1);
          if (act.kind === 'undo' && last === undefined) continue;
          const ask = () =>
            act.kind === 'log'
              ? floor.log({ outcome: act.outcome, ...callbackAt }, 'admin', `key-${index}`)
              : floor.undo(last ?? '', 'admin', `key-${index}`);

          world.fail(killAt(killedAt));
          await ask();
          world.fail({});
          const answer = await ask();

          if (act.kind === 'log') {
            const logged = LoggedCallView.parse(answer.body);
            ids.push(logged.callId);
            states.push(afterCall(now, logged));
          } else if (answer.status === 204) {
            ids.pop();
            states.pop();
          } else {
            // Too long ago: it stands.
            expect(answer.status).toBe(409);
          }
          const expected = states.at(-1);
          const { evidence, status } = lead();
          expect({ ...evidence, status }).toMatchObject({
            attempts: expected?.calls.length,
            reached: expected?.calls.filter(({ isReached }) => isReached).length,
            status: expected?.status,
          });
          expect(sorted(floor.open())).toEqual(sorted(expected?.open ?? []));
        }
        expect(world.itemsOf(' CALL#')).toHaveLength(ids.length);
      }),
      { numRuns: runs(60, 1_000), seed },
    );
  });
});
