import type { Lead, LeadRegion } from './record.ts';

/** Several answers to one question, as one text: an answer a line, because an answer has no line breaks of its own. */
export function joinAnswers(answers: readonly string[]): string {
  return answers.map((answer) => answer.trim().replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')).join('\n');
}

/** The answers in a text that may hold several. */
export function splitAnswers(text: string): string[] {
  return text.split(/[\r\n\u2028\u2029]+/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

/** Fields of a post that have a place of their own; what stands under any other name answers a company's own question. */
export const ownPlaces: ReadonlySet<string> = new Set(
  'fullName email phone province provinceCodeSystem company title product message referredBy'.split(' '),
);

/** Fields of a form that a record keeps as what they are, whatever else the form says of them: by its tax code a firm is found. */
export const standardFields: ReadonlySet<string> = new Set([...ownPlaces, 'taxCode']);

/** The parts of a record, or of one post, that answer a form's questions. */
export type Answers = Pick<Lead, 'company' | 'title'> & {
  readonly products: readonly string[];
  readonly extra: Readonly<Record<string, string>>;
  readonly region: Pick<LeadRegion, 'reason'>;
};

/** Names of the questions that are answered. A province that was guessed, or that nobody understood, is no answer. */
export function answersOf({ company, title, products, region, extra }: Answers): Set<string> {
  const own = { company: company !== null, title: title !== null, product: products.length > 0, province: region.reason === 'given' };
  return new Set([
    ...Object.entries(own).flatMap(([name, isHeld]) => (isHeld ? [name] : [])),
    ...Object.entries(extra).flatMap(([name, value]) => (value === '' ? [] : [name])),
  ]);
}
