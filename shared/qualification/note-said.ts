import { leadQualified } from '../../events/index.ts';
import { draftEntry, type EntryDraft, type EvidencePart, QualificationFactor } from '../leads/index.ts';
import type { SubmissionRef } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import type { EvidenceKind, Qualification, Said } from './record.ts';
import { lettersOf, levelOf } from './rules-fold.ts';
import { putQualification } from './store.ts';

/** What a change of a qualification comes to, for the change of the lead and its transaction. */
export interface Noted {
  /** As they are to stand on the lead. */
  readonly letters: string;
  /** None where no level changed and nobody confirmed one. */
  readonly entries: readonly EntryDraft[];
  /** None where all of it was known. */
  readonly writes: readonly WriteItem[];
  /** For the change of the lead: a stage that rested on it falls with it. */
  readonly takenBack: readonly EvidencePart[];
}

/** How a change of a qualification is told. */
interface Telling {
  readonly kind: EvidenceKind;
  /** What a colleague said, which is told also where it changes no level. @default - nothing */
  readonly said?: Said;
  readonly rules?: readonly string[];
  readonly rulesVersion: number | null;
  readonly submission?: SubmissionRef | null;
  /** Whether something that was believed turned out to be wrong; a newer word is not that. @default false */
  readonly isTakenBack?: boolean;
}

/** Returns letters, entries and writes of a qualification that was read and is to be another one. */
export function noteChange(before: Qualification, after: Qualification, telling: Telling): Noted {
  const { kind, said = {}, rules = [], rulesVersion, submission = null, isTakenBack = false } = telling;
  const told = QualificationFactor.options.flatMap((factor) => {
    const [from, to] = [levelOf(before[factor]), levelOf(after[factor])];
    const isTold = from.level !== to.level || said[factor] !== undefined;
    return isTold ? [[factor, { from: from.level, to: to.level }] as const] : [];
  });
  const data = { kind, rules: [...rules], rulesVersion, submission };
  return {
    letters: lettersOf(after),
    entries: told.length > 0 ? [draftEntry(leadQualified, { ...data, factors: Object.fromEntries(told) })] : [],
    writes: after === before ? [] : [putQualification(before, after)],
    takenBack: isTakenBack ? ['qualification'] : [],
  };
}
