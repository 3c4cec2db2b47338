import { fold } from '../identity/text.ts';
import { digest } from '../platform/ids.ts';

/** What money was spent on. */
export interface SpendLine {
  readonly source: string;
  /** Empty for what is of no campaign. */
  readonly campaign: string;
  readonly currency: string;
}

/** Returns what sources and campaigns are compared by, so that spend meets leads in any spelling: `Facebook` is `facebook`, `Tết` is `tet`. */
export const spendWord = (word: string): string => fold(word);

/** Names a line; two spellings of it have one name. */
export const lineName = ({ source, campaign, currency }: SpendLine): string => digest(currency, spendWord(source), spendWord(campaign));
