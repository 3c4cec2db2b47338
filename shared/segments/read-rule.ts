import { formKind } from '../capture/form-config.ts';
import type { ConfigDocument, ConfigKind, ConfigReader } from '../config/index.ts';
import { pathText } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { productKind } from '../products/product-config.ts';
import type { SegmentRule } from './rule-config.ts';
import { SegmentConfig, segmentKind } from './segment-config.ts';

/** Reads a rule that nobody published, as strictly as if somebody did. @throws InvalidInputError naming every fault by its path */
export async function readRule(written: unknown, config: ConfigReader): Promise<SegmentRule> {
  const draft = SegmentConfig.safeParse({ id: 'draft', names: { vi: '-', en: '-' }, rule: written });
  if (!draft.success)
    throw refused(draft.error.issues.map(({ path, message }) => ({ path: path.filter((part) => typeof part !== 'symbol'), message })));
  const named = new Map<string, readonly ConfigDocument[]>(
    (await Promise.all([config.current(productKind), config.current(fieldKind), config.current(formKind)])).map(({ kind, documents }) => [
      kind,
      [...documents.values()],
    ]),
  );
  const of = <Document extends ConfigDocument>(kind: ConfigKind<Document>) =>
    // The type of the documents follows from the kind, which a comparison cannot say.
    (named.get(kind.name) ?? []) as readonly Document[];
  const faults = segmentKind.references([draft.data], { of });
  if (faults.length > 0 || !draft.data.rule) throw refused(faults);
  return draft.data.rule;
}

function refused(faults: readonly { readonly path: readonly (string | number)[]; readonly message: string }[]): InvalidInputError {
  return new InvalidInputError(
    `The rule has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}; nothing was counted.`,
    faults.map(({ path, message }) => ({ path: path.length === 0 ? 'rule' : pathText(path), message })),
  );
}
