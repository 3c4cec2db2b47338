import { compareLevels, factorLevel, type QualificationFactor, type QualificationLevel } from '../leads/evidence.ts';
import type { Lead } from '../leads/index.ts';
import type { Table } from '../platform/table.ts';
import { type Noted, noteChange } from './note-said.ts';
import type { FactorEvidence, Qualification } from './record.ts';
import { levelOf, withoutTaken, withSaid } from './rules-fold.ts';
import { readQualification } from './store.ts';

/** Something a person did that says how far a factor is, by a rule of scoring. */
export interface Behaviour {
  readonly factor: QualificationFactor;
  readonly level: QualificationLevel;
  readonly rule: string;
  /** The device or the mail that it came from. */
  readonly source: string;
  readonly at: string;
}

/** What is known of a lead's behaviour at a count. */
interface Counted {
  readonly said: readonly Behaviour[];
  /** Devices and mails that still count; null: not all of them were looked at, so that nothing is taken back. */
  readonly standing: ReadonlySet<string> | null;
  /** Of scoring. */
  readonly rulesVersion: number;
}

/**
 * Takes what behaviour says of a lead's qualification, where it says more than is known, and takes back what came from a device or a mail
 * that counts no more. Null, mostly without a read, where nothing changes.
 */
export async function qualifyByBehaviour(
  { leadId, evidence }: Pick<Lead, 'leadId' | 'evidence'>,
  { said, standing, rulesVersion }: Counted,
  table: Pick<Table, 'get'>,
): Promise<Noted | null> {
  const isNews = said.some(({ factor, level }) => {
    const known = factorLevel(evidence, factor);
    return !known.isConfirmed && isMore(level, known.level);
  });
  // Small letters are a form's or a behaviour's.
  const mayFall = standing !== null && /[npy]/.test(evidence.qualification);
  if (!isNews && !mayFall) return null;
  const before = await readQualification(table, leadId, { consistent: true });
  const left = withoutTaken(before, ({ kind, by }) => kind === 'behaviour' && standing !== null && by !== null && !standing.has(by));
  const rules: string[] = [];
  let after = left;
  for (const one of said) {
    const next = withBehaviour(after, one);
    if (next !== after) rules.push(one.rule);
    after = next;
  }
  if (after === before) return null;
  return noteChange(
    before,
    { ...after, version: before.version + 1 },
    { kind: 'behaviour', rules, rulesVersion, isTakenBack: left !== before },
  );
}

/** Keeps what says more than is known: what people do every day would fill the history. */
function withBehaviour(before: Qualification, { factor, level, rule, source, at }: Behaviour): Qualification {
  const evidence: FactorEvidence = { level, kind: 'behaviour', at, by: source, ref: rule };
  const after = withSaid(before, { [factor]: evidence });
  return isMore(levelOf(after[factor]).level, levelOf(before[factor]).level) ? after : before;
}

const isMore = (one: QualificationLevel, other: QualificationLevel): boolean => compareLevels(one, other) > 0;
