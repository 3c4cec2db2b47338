import { type UserConfig, userKind } from '../access/user-config.ts';
import { type ConfigSet, openConfigReader } from '../config/index.ts';
import type { Accounts } from '../platform/accounts.ts';
import { UnavailableError } from '../platform/errors.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { isNobodys, type KnownAccount, planAccounts, type Step, sliceOf } from './rules-accounts.ts';
import { putAccounts, readAccounts } from './state.ts';
import { syncUsersRequest } from './sync-request.ts';

/** Steps of one run: each is a call or two, and the user pool takes some tens of them a second from all callers together. */
export const stepsPerSlice = 25;

/** Brings the user pool to the users that are configured: makes, disables, enables and signs out, and deletes nothing. */
export const syncUsersWork = defineWork({
  kind: 'syncUsers' satisfies typeof syncUsersRequest.kind,
  schema: syncUsersRequest.schema,
  async run(request, parts) {
    const { table, queues, log } = parts;
    const { documents, version } = await readUsers(request.version, parts);
    const state = await readAccounts(table);
    const steps = planAccounts(state?.known ?? {}, [...documents.values()], request.isWhole);
    const { slice, next } = sliceOf(steps, request.after, stepsPerSlice);
    const learnt = await takeSteps(slice, parts);
    const changed = learnt.filter(([email, { standing }]) => state?.known[email]?.standing !== standing);
    if (changed.length > 0) await keep(state, { ...state?.known, ...Object.fromEntries(changed) }, parts);
    log.info('accounts brought to the users', {
      version,
      steps: slice.length,
      refused: slice.length - learnt.length,
      isDone: next === null,
    });
    if (next !== null) await queues.work.send(askFor(syncUsersRequest, { ...request, after: next }));
  },
});

/** What this function saw last may be older than what was published: whoever was taken out is to be signed out now. @throws UnavailableError */
async function readUsers(published: number, { table, config, clock }: WorkParts): Promise<ConfigSet<UserConfig>> {
  const known = await config.current(userKind);
  if (known.version >= published) return known;
  const fresh = await openConfigReader(table, clock).current(userKind);
  if (fresh.version < published) throw new UnavailableError('the users that were published cannot be read yet');
  return fresh;
}

async function keep(
  state: Awaited<ReturnType<typeof readAccounts>>,
  known: Readonly<Record<string, KnownAccount>>,
  { table }: WorkParts,
): Promise<void> {
  try {
    await table.put(putAccounts(state, known).Put);
  } catch (error) {
    // Another publication was quicker: what was done may be done again.
    if (error instanceof ConditionFailedError)
      throw new UnavailableError('accounts were changed by somebody else at the same time', { cause: error });
    throw error;
  }
}

/** Returns what is known after the steps; one that the user pool refuses is told of and holds up no other. @throws UnavailableError */
async function takeSteps(
  steps: readonly Step[],
  { accounts, log }: WorkParts,
): Promise<(readonly [email: string, account: KnownAccount])[]> {
  const learnt: (readonly [string, KnownAccount])[] = [];
  for (const step of steps) {
    try {
      await take(step, accounts);
      learnt.push([step.email, { userId: step.userId, standing: step.standing }]);
    } catch (error) {
      if (error instanceof UnavailableError) throw error;
      // Not known, so that the next publication tries again.
      log.error('the user pool refused an account', error, { userId: step.userId, act: step.act });
    }
  }
  return learnt;
}

async function take({ act, email }: Step, accounts: Accounts): Promise<void> {
  if (act === 'make') return await accounts.make(email, { isInvited: !isNobodys(email) });
  if (act === 'enable') return await accounts.enable(email);
  // First: whoever is signed out must not get in again on the way.
  if (act === 'close') await accounts.disable(email);
  await accounts.signOutEverywhere(email);
}
