import type { ConfigReader } from '../config/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { RepId } from '../platform/ids.ts';
import { repKind } from '../routing/rep-config.ts';

/** Finds the rep whom a request names. @throws InvalidInputError for one who is not configured */
export async function knownRep(config: ConfigReader, repId: string): Promise<RepId> {
  const rep = (await config.current(repKind)).documents.get(repId);
  if (rep) return rep.id;
  throw new InvalidInputError('There is no such rep.', [{ path: 'repId', message: 'name a rep of the configuration' }]);
}
