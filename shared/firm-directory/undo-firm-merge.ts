import {
  type Firm,
  type FirmPair,
  type GuardHolders,
  partedFirms,
  putFirm,
  putFirmPair,
  readDomainHolders,
  readFirm,
  readFirmItself,
  readFirmPair,
  readTaxCodeHolder,
} from '../firms/index.ts';
import { type Digests, FirmDigest } from '../platform/digests.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { CompanyId } from '../platform/ids.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { ImpossibleFirmMergeError } from './errors.ts';
import { type FirmMergeParts, type FirmsAsked, foundOf } from './merge-firms.ts';
import { firmsNotMerged, said } from './sentences.ts';

export interface PartedFirms {
  readonly companyId: CompanyId;
  readonly otherCompanyId: CompanyId;
  readonly version: number;
  readonly otherVersion: number;
}

export interface FirmPartParts extends FirmMergeParts {
  readonly digests: Pick<Digests, 'firmDomain'>;
}

type FirmsParted = Omit<FirmsAsked, 'along' | 'seenVersion'> & {
  /** Returns further writes for the same transaction. @default - none */
  readonly along?: (parted: PartedFirms) => readonly WriteItem[];
};

/** What became part of what, step by step. */
interface Step {
  readonly part: Firm;
  readonly parent: Firm;
  readonly pair: FirmPair;
}

/**
 * Makes a firm one of its own again, with all that is part of it, at any edge of the tree: what lies under its guards goes with it, the rest stays. Where it is so already, nothing
 * is written.
 * @throws NotFoundError; ImpossibleFirmMergeError where it is no part of the other one
 */
export function undoFirmMerge(asked: FirmsParted, { table, clock, log, digests }: FirmPartParts): Promise<PartedFirms> {
  const { companyId, otherCompanyId, userId, along = () => [] } = asked;
  return untilWritten(async () => {
    const [root, part] = await Promise.all([readFirm(table, companyId), readFirmItself(table, otherCompanyId)]);
    if (!root || !part) throw new NotFoundError('no such company');
    if (part.mergedInto === null) {
      const pair = part.companyId === companyId ? undefined : await readFirmPair(table, companyId, part.companyId);
      if (pair?.state !== 'undone') throw new ImpossibleFirmMergeError(said(firmsNotMerged));
      const already = { companyId: root.companyId, otherCompanyId, version: root.version, otherVersion: part.version };
      await writeIfAny(table, along(already));
      return already;
    }
    const steps = await stepsUp(part, table);
    const [first] = steps;
    if (!first || steps.at(-1)?.parent.companyId !== root.companyId) throw new ImpossibleFirmMergeError(said(firmsNotMerged));
    const edges = steps.map(({ parent, pair }) => ({ parent, gave: pair.merge?.gave ?? {} }));
    const parted = partedFirms(part, edges, await holdersOf([part, ...edges.map(({ parent }) => parent)], { table, digests }));
    const at = clock().toISOString();
    const counted = (before: Firm, after: Firm): Firm => ({ ...after, version: before.version + 1, updatedAt: at });
    const done = {
      companyId: root.companyId,
      otherCompanyId,
      version: (steps.at(-1)?.parent.version ?? 0) + 1,
      otherVersion: part.version + 1,
    };
    await table.transact([
      putFirm(part, counted(part, parted.part)),
      ...edges.map(({ parent }, place) => putFirm(parent, counted(parent, parted.parents[place] ?? parent))),
      putFirmPair(first.pair, first.parent.companyId, part.companyId, {
        ...foundOf(first.pair),
        ...{ state: 'undone', decidedAt: at, decidedBy: userId },
      }),
      ...along(done),
    ]);
    log.info('companies parted', { userId, companyId: root.companyId, otherCompanyId });
    return done;
  });
}

/** Reads the way from a part up to the firm that is left. */
async function stepsUp(part: Firm, table: Table): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (let one = part; one.mergedInto !== null; one = steps.at(-1)?.parent ?? one) {
    const [parent, pair] = await Promise.all([readFirmItself(table, one.mergedInto), readFirmPair(table, one.mergedInto, one.companyId)]);
    if (!parent || !pair) throw new NotFoundError('no such company');
    steps.push({ part: one, parent, pair });
  }
  return steps;
}

/** Reads to whom the tax codes and the domains of some firms belong. */
async function holdersOf(firms: readonly Firm[], { table, digests }: Pick<FirmPartParts, 'table' | 'digests'>): Promise<GuardHolders> {
  const codes = [...new Set(firms.flatMap(({ taxCode }) => taxCode?.digest ?? []))];
  const domains = [...new Set(firms.flatMap((firm) => firm.domains))];
  const [held, claims] = await Promise.all([
    Promise.all(codes.map(async (code) => [code, await readTaxCodeHolder(table, FirmDigest.parse(code))] as const)),
    readDomainHolders(
      table,
      domains.map((domain) => digests.firmDomain(domain)),
    ),
  ]);
  const byCode = new Map(held);
  return { taxCode: (digest) => byCode.get(digest), domain: (domain) => claims.get(digests.firmDomain(domain))?.companyId };
}
