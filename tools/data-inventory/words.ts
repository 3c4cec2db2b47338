import type { Locale } from '../../shared/leads/record.ts';

/** A text for people, in both languages. */
export type Both = Readonly<Record<Locale, string>>;

export const both = (vi: string, en: string): Both => ({ vi, en });

/** A row of a table in Markdown. */
export const row = (...cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** A table in Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(...head),
  row(...head.map(() => '---')),
  ...rows.map((cells) => row(...cells)),
];
