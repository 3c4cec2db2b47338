import { formKind } from '../capture/form-config.ts';
import { companyKind } from '../company/company-config.ts';
import {
  type ConfigDocument,
  type ConfigFault,
  type ConfigKind,
  type ConfigReader,
  checkReferences,
  parseDocuments,
  partFaults,
  pathText,
} from '../config/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { productKind } from '../products/product-config.ts';
import { type PoolConfig, poolKind } from './pool-config.ts';
import { type RepConfig, repKind } from './rep-config.ts';
import { type TerritoryConfig, territoryKind } from './territory-config.ts';

/** Rules that nobody published: whole kinds, of which those that are left out stay as they were. */
export interface RoutingDraft {
  readonly territories?: readonly TerritoryConfig[] | undefined;
  readonly pools?: readonly PoolConfig[] | undefined;
  readonly reps?: readonly RepConfig[] | undefined;
}

/** The same as somebody wrote it. */
export type GivenDraft = { readonly [Kind in keyof RoutingDraft]: readonly unknown[] | undefined };

/** Reads a draft, checked as it would stand with what is in force. @throws InvalidInputError naming every fault by its path */
export async function readRoutingDraft(given: GivenDraft, config: Pick<ConfigReader, 'current'>): Promise<RoutingDraft> {
  const faults: ConfigFault[] = [];
  const drafted = new Map<ConfigKind, readonly ConfigDocument[]>();
  const read = <Document extends ConfigDocument>(kind: ConfigKind<Document>, documents: readonly unknown[] | undefined) => {
    if (documents === undefined) return undefined;
    const parsed = parseDocuments(kind, documents);
    faults.push(...parsed.faults);
    drafted.set(kind, parsed.documents);
    return parsed.documents;
  };
  const draft: RoutingDraft = {
    territories: read(territoryKind, given.territories),
    pools: read(poolKind, given.pools),
    reps: read(repKind, given.reps),
  };
  if (faults.length === 0) faults.push(...(await faultsTogether(drafted, config)));
  if (faults.length === 0) return draft;
  throw new InvalidInputError(
    `The draft has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}; nothing was tried.`,
    faults.map(({ kind, index, path, message }) => ({ path: `config.${kind}${pathText([index, ...path])}`, message })),
  );
}

async function faultsTogether(
  drafted: ReadonlyMap<ConfigKind, readonly ConfigDocument[]>,
  config: Pick<ConfigReader, 'current'>,
): Promise<ConfigFault[]> {
  const judged = [territoryKind, poolKind, repKind] as readonly ConfigKind[];
  const all = [...judged, productKind, formKind, companyKind] as readonly ConfigKind[];
  const current = new Map(
    await Promise.all(all.map(async (kind) => [kind, [...(await config.current(kind)).documents.values()]] as const)),
  );
  const faults = checkReferences(new Map<ConfigKind, readonly ConfigDocument[]>([...current, ...drafted]));
  const names = new Set(judged.map(({ name }) => name));
  return partFaults(faults, [...drafted.keys()], current).own.filter(({ kind }) => names.has(kind));
}
