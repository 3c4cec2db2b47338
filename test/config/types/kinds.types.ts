import type { ConfigDocument, ConfigKind, ConfigReader } from '../../../shared/config/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { holds, type Same } from '../../support/types.ts';

type DocumentOf<Kind> = Kind extends ConfigKind<infer Document> ? Document : never;

/** What is read of a kind is of its own documents, without a list of kinds anywhere. */
export async function readersKnowTheirKind(config: ConfigReader): Promise<void> {
  const { documents } = await config.current(poolKind);
  for (const pool of documents.values()) {
    holds<Same<typeof pool, DocumentOf<typeof poolKind>>>();
    void pool.members;
    // @ts-expect-error a pool has no such field
    void pool.role;
  }
}

/** Every document has an id, which others name. */
holds<DocumentOf<typeof poolKind> extends ConfigDocument ? true : false>();
