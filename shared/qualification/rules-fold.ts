import { compareLevels, type FactorLevel, QualificationFactor, qualificationLetters } from '../leads/evidence.ts';
import type { FactorEvidence, Qualification, Said } from './record.ts';

/** Evidence of a factor that is kept: a rep reads the last few, and the item stays small. */
export const keptEvidence = 10;

/** Tells whether a colleague heard it. */
export const isHeard = ({ kind }: FactorEvidence): boolean => kind === 'call' || kind === 'person';

/** The evidence that says what a factor is; undefined: nothing does. */
export function decidingEvidence(known: readonly FactorEvidence[]): FactorEvidence | undefined {
  return decidingOf(known).at(0);
}

/**
 * The evidence that decides now, then what would decide without it. A colleague's newest word comes before the person's newest answer in a
 * form, and both before what behaviour suggests, of which the most counts. A colleague who says `unknown` takes back what colleagues said.
 */
function decidingOf(known: readonly FactorEvidence[]): FactorEvidence[] {
  const heard = newest(known.filter(isHeard));
  const answered = newest(known.filter(({ kind }) => kind === 'form'));
  const done = most(known.filter(({ kind }) => kind === 'behaviour'));
  const rest = [answered, done].filter((one) => one !== undefined);
  if (!heard) return rest;
  return heard.level === 'unknown' ? [...rest, heard] : [heard, ...rest];
}

/** Folds the evidence of a factor into its level. The order in which the evidence came makes no difference. */
export function levelOf(known: readonly FactorEvidence[]): FactorLevel {
  const deciding = decidingEvidence(known);
  return { level: deciding?.level ?? 'unknown', isConfirmed: deciding !== undefined && isHeard(deciding) && deciding.level !== 'unknown' };
}

/** Folds all evidence of a lead into the letters that stand on it. */
export function lettersOf(qualification: Qualification): string {
  return qualificationLetters(Object.fromEntries(QualificationFactor.options.map((factor) => [factor, levelOf(qualification[factor])])));
}

/** Adds what was said; the same object where all of it is known. What no longer fits goes, but nothing that decides. */
export function withSaid(before: Qualification, said: Said): Qualification {
  const news = QualificationFactor.options.flatMap((factor) => {
    const one = said[factor];
    return one && !before[factor].some((known) => isSame(known, one)) ? [[factor, bounded([one, ...before[factor]])] as const] : [];
  });
  return news.length === 0 ? before : { ...before, version: before.version + 1, ...Object.fromEntries(news) };
}

/** Adds all that is known of another lead, which is the same person; the same object where nothing is new. */
export function withAllOf(before: Qualification, other: Qualification): Qualification {
  const pieces = QualificationFactor.options.flatMap((factor) => other[factor].map((one): Said => ({ [factor]: one })));
  const after = pieces.reduce(withSaid, before);
  return after === before ? before : { ...after, version: before.version + 1 };
}

/** Leaves out evidence that was taken back; the same object where there is none. */
export function withoutTaken(before: Qualification, isTaken: (evidence: FactorEvidence) => boolean): Qualification {
  const left = QualificationFactor.options.flatMap((factor) => {
    const standing = before[factor].filter((one) => !isTaken(one));
    return standing.length < before[factor].length ? [[factor, standing] as const] : [];
  });
  return left.length === 0 ? before : { ...before, version: before.version + 1, ...Object.fromEntries(left) };
}

function bounded(all: readonly FactorEvidence[]): FactorEvidence[] {
  const deciding = decidingOf(all);
  const others = all.filter((one) => !deciding.includes(one)).sort(byNewest);
  return [...deciding, ...others.slice(0, keptEvidence - deciding.length)].sort(byNewest);
}

/** A scoring rule may say another level since it was changed. */
const isSame = (one: FactorEvidence, other: FactorEvidence): boolean =>
  one.kind === other.kind && one.ref === other.ref && one.level === other.level;

/** By time; of the same moment by name, so that every order of arrival ends alike. */
const byNewest = (one: FactorEvidence, other: FactorEvidence): number =>
  compare(other.at, one.at) || compare(other.ref, one.ref) || compare(other.kind, one.kind);

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

const newest = (some: readonly FactorEvidence[]): FactorEvidence | undefined => [...some].sort(byNewest).at(0);

function most(some: readonly FactorEvidence[]): FactorEvidence | undefined {
  return [...some].sort((one, other) => compareLevels(other.level, one.level) || byNewest(one, other)).at(0);
}
