import type { TemplateConfig, TemplateWording } from './template-config.ts';

/** Values that a mail has only where what began its run brings them along. */
export const broughtAlong = ['about.product', 'purchase.total', 'purchase.items'] as const;
export type BroughtAlong = (typeof broughtAlong)[number];

const isBroughtAlong = (name: string): name is BroughtAlong => (broughtAlong as readonly string[]).includes(name);

/** What is shown or repeated, or a word of Liquid and what stands behind it. */
const liquidPart = /\{\{-?([\s\S]*?)-?\}\}|\{%-?\s*([a-z]+)([\s\S]*?)-?%\}/g;
const text = /"[^"]*"|'[^']*'/g;
const name = /[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)+/g;

/** Returns the values that a template shows without asking whether they are there, so that a mail which never has them was written for something else. */
export function needsOf({ locales }: Pick<TemplateConfig, 'locales'>): readonly BroughtAlong[] {
  const found = new Set([locales.vi, locales.en].flatMap(needsOfWording));
  return broughtAlong.filter((one) => found.has(one));
}

const needsOfWording = ({ subject, preheader, mjml, text: plain = '' }: TemplateWording): BroughtAlong[] =>
  [subject, preheader, mjml, plain].flatMap(needsOfSource);

/** What was asked for counts until the end of its `if` or `case`, in each branch: whoever asks knows that it may be missing. */
function needsOfSource(source: string): BroughtAlong[] {
  const asked: (readonly string[])[] = [];
  const needed: BroughtAlong[] = [];
  for (const [, shown, word = '', rest = ''] of source.matchAll(liquidPart)) {
    const names: readonly string[] = (shown ?? rest).replace(text, '').match(name) ?? [];
    if (word === 'if' || word === 'case') asked.push(names);
    else if (word === 'elsif') asked.push([...(asked.pop() ?? []), ...names]);
    else if (word === 'endif' || word === 'endcase') asked.pop();
    else needed.push(...names.filter(isBroughtAlong).filter((one) => !asked.some((outer) => outer.includes(one))));
  }
  return needed;
}
