import {
  type Firm,
  type FirmGift,
  type FirmPair,
  firmIdsOf,
  mergedFirm,
  putFirm,
  putFirmPair,
  readFirm,
  readFirmPair,
  whyNotMerged,
} from '../firms/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { CompanyId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { ImpossibleFirmMergeError } from './errors.ts';
import { firmMergeRefusals, said } from './sentences.ts';

export interface FirmMergeParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

/** Somebody says that two firms are one, or are not; who may say so is for the caller to know. */
export interface FirmsAsked {
  /** The firm that is left. */
  readonly companyId: CompanyId;
  readonly otherCompanyId: CompanyId;
  /** The version of the firm that is left, as a person saw it. @default - any */
  readonly seenVersion?: number | undefined;
  readonly userId: string;
  /** Returns further writes for the same transaction. @default - none */
  readonly along?: (merged: MergedFirms) => readonly WriteItem[];
}

export interface MergedFirms {
  readonly companyId: CompanyId;
  readonly otherCompanyId: CompanyId;
  readonly version: number;
  readonly members: readonly CompanyId[];
}

/** Both firms as they stand, and what the one that is left would become. */
export interface FirmMergePlan {
  readonly survivor: Firm;
  readonly loser: Firm;
  readonly firm: Firm;
  readonly gave: FirmGift;
}

/** Works out what a firm becomes with another one. @throws ImpossibleFirmMergeError */
export function planFirmMerge(survivor: Firm, loser: Firm): FirmMergePlan {
  const why = whyNotMerged(survivor, loser);
  if (why) throw new ImpossibleFirmMergeError(said(firmMergeRefusals[why]));
  return { survivor, loser, ...mergedFirm(survivor, loser) };
}

/**
 * Makes one firm part of another in one transaction: both records, and what they are to each other. Leads stay with the firm that they were found to be of, and are listed with the
 * one that is left; tax codes and domains of both are followed to it. Where it is so already, nothing is written.
 * @throws NotFoundError; PreconditionFailedError when the firm is another than the person saw; ImpossibleFirmMergeError
 */
export function mergeFirms(asked: FirmsAsked, { table, clock, log }: FirmMergeParts): Promise<MergedFirms> {
  const { companyId, otherCompanyId, seenVersion, userId, along = () => [] } = asked;
  return untilWritten(async () => {
    const [one, other] = await Promise.all([readFirm(table, companyId), readFirm(table, otherCompanyId)]);
    if (!one || !other) throw new NotFoundError('no such company');
    if (one.companyId === other.companyId && companyId !== otherCompanyId) {
      const already = resultOf(one, otherCompanyId);
      await writeIfAny(table, along(already));
      return already;
    }
    refuseOtherVersion('company', one, seenVersion);
    const { firm, gave } = planFirmMerge(one, other);
    const pair = await readFirmPair(table, one.companyId, other.companyId);
    const at = clock().toISOString();
    const after: Firm = { ...firm, version: one.version + 1, updatedAt: at };
    const done = resultOf(after, other.companyId);
    const decided = { state: 'merged', decidedAt: at, decidedBy: userId, merge: { survivorId: one.companyId, gave } } as const;
    await table.transact([
      putFirm(one, after),
      putFirm(other, { ...other, mergedInto: one.companyId, version: other.version + 1, updatedAt: at }),
      putFirmPair(pair, one.companyId, other.companyId, { ...foundOf(pair), ...decided }),
      ...along(done),
    ]);
    log.info('companies merged', { userId, companyId: one.companyId, otherCompanyId: other.companyId, members: done.members.length });
    return done;
  });
}

const resultOf = (firm: Firm, otherCompanyId: CompanyId): MergedFirms => ({
  companyId: firm.companyId,
  otherCompanyId,
  version: firm.version,
  members: firmIdsOf(firm).slice(1),
});

/** What a pair keeps whatever is decided of it: why somebody took them for one. */
export function foundOf(pair: FirmPair | undefined): Pick<FirmPair, 'reason' | 'at'> {
  const { reason, at } = { ...pair };
  return { ...(reason === undefined ? {} : { reason }), ...(at === undefined ? {} : { at }) };
}
