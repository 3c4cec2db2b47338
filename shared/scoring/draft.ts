import { parseDocuments, pathText } from '../config/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { type ScoringConfig, scoringKind } from './scoring-config.ts';

/** Reads a set of rules that nobody published. @throws InvalidInputError naming every fault, misspelt names included, by its path. */
export function readDraft(document: unknown): ScoringConfig {
  const { documents, faults } = parseDocuments(scoringKind, [document]);
  const [draft] = documents;
  if (draft && faults.length === 0) return draft;
  throw new InvalidInputError(
    `The draft has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}; nothing was tried.`,
    faults.map(({ path, message }) => ({ path: ['config', pathText(path)].filter((part) => part !== '').join('.'), message })),
  );
}
