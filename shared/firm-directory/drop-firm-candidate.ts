import { putFirmPair, readFirmPair } from '../firms/index.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { ImpossibleFirmMergeError } from './errors.ts';
import { type FirmMergeParts, type FirmsAsked, foundOf } from './merge-firms.ts';
import { noFirmCandidates, said } from './sentences.ts';

/**
 * Takes a pair out of the list of firms that may be one, for good: nothing brings it up again. Safe to repeat.
 * @throws ImpossibleFirmMergeError where nobody took them for one, or they are one
 */
export function dropFirmCandidate(
  {
    companyId,
    otherCompanyId,
    userId,
    along = () => [],
  }: Pick<FirmsAsked, 'companyId' | 'otherCompanyId' | 'userId'> & { readonly along?: () => readonly WriteItem[] },
  { table, clock, log }: FirmMergeParts,
): Promise<void> {
  return untilWritten(async () => {
    const pair = await readFirmPair(table, companyId, otherCompanyId);
    if (pair?.state === 'dropped') {
      await writeIfAny(table, along());
      return;
    }
    if (pair?.state !== 'candidate') throw new ImpossibleFirmMergeError(said(noFirmCandidates));
    const decided = { state: 'dropped', decidedAt: clock().toISOString(), decidedBy: userId } as const;
    await table.transact([putFirmPair(pair, companyId, otherCompanyId, { ...foundOf(pair), ...decided }), ...along()]);
    log.info('company candidates dropped', { userId, companyId, otherCompanyId });
  });
}
