import { ConfigurationError } from '../platform/errors.ts';
import type { WriteItem } from '../platform/table.ts';
import type { Compilers, ConfigDocument, ConfigKind } from './kind.ts';
import type { ConfigFault } from './validate.ts';

/** Documents of a kind that are to be published. */
interface Change {
  readonly kind: ConfigKind;
  readonly documents: readonly ConfigDocument[];
}

/**
 * Makes what is kept beside documents whose kinds ask for it, and names the documents of which it cannot be made.
 * @throws ConfigurationError where documents need a compiler that whoever publishes has not: readers would find nothing beside them
 */
export async function compileAll(
  changes: readonly Change[],
  compilers: Compilers,
): Promise<{ readonly faults: readonly ConfigFault[]; readonly writes: readonly WriteItem[] }> {
  const made = await Promise.all(
    changes.map(async ({ kind, documents }) => {
      if (!kind.isCompiled || documents.length === 0) return { faults: [], writes: [] };
      const compiler = compilers[kind.name];
      if (!compiler) throw new ConfigurationError(`${kind.name} are published by what compiles them`);
      const { faults, writes } = await compiler(documents);
      const named = faults.map(({ index, path, message }) => ({
        kind: kind.name,
        index,
        document: documents[index]?.id ?? '',
        path,
        message,
      }));
      return { faults: named, writes };
    }),
  );
  return { faults: made.flatMap(({ faults }) => faults), writes: made.flatMap(({ writes }) => writes) };
}
