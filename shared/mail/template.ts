import type { Locale } from '../leads/index.ts';

/** What the gate itself puts into every mail; the rest is the product's. */
export type CompanyVariable =
  | 'companyName'
  | 'companyAddress'
  | 'companyPhone'
  | 'companyPhoneUrl'
  | 'companyEmail'
  | 'companyEmailUrl'
  | 'companyWebsite'
  | 'companyWebsiteUrl';

/** One language of a template. `version` changes with every change of its content. */
export interface Wording {
  readonly version: string;
  readonly subject: string;
  readonly text: string;
  /** What stands at the `[[key]]` of the layout. */
  readonly words: Readonly<Record<string, string>>;
}

/** A mail's layout and its words; `variables` are all that it uses. Made by tools/templates.ts. */
export interface Template<Variable extends string = string> {
  readonly variables: readonly Variable[];
  readonly layout: string;
  readonly vi: Wording;
  readonly en: Wording;
}

/** The words of a room's templates in both languages; `subject`, `title` and `preview` are wanted by every template. */
export type Words = Readonly<Record<string, Readonly<Record<Locale, Readonly<Record<string, string>>>>>>;

/** Values of what a template uses beside the company's. Names that end in Url are checked as addresses before they get into a link. */
export type OwnValues<Variable extends string> = Readonly<Record<Exclude<Variable, CompanyVariable>, string>>;

/** Puts words into a layout; words may hold variables. @throws when the layout wants a word that is not there. */
export function withWords(layout: string, words: Wording['words']): string {
  return layout.replace(/\[\[(\w+)\]\]/g, (_marker, key: string) => {
    const word = words[key];
    if (word === undefined) throw new Error(`no words for [[${key}]]`);
    return word;
  });
}
