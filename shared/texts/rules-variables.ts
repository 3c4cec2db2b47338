/** What a script may name, as mail templates do. What is not known of everybody has a fallback, or the script cannot be used. */
export const textVariableNames = [
  /** The word by which a person is called: `Lan`. */
  'lead.givenName',
  'lead.fullName',
  'lead.company',
  'lead.province',
  /** What the person asked about. */
  'lead.product',
  /** The next call or meeting that was agreed, by the clocks of the person: `09:00, 07/12/2026`. */
  'about.moment',
  /** Who writes; a rep by name. */
  'sender.name',
  'company.name',
  'company.phone',
  'company.websiteUrl',
] as const;
export type TextVariable = (typeof textVariableNames)[number];

/** Values by their names; what is left out or empty is not known. */
export type TextValues = { readonly [Name in TextVariable]?: string };

const place = /\{\{([^{}]*)\}\}/g;

const isVariable = (name: string): name is TextVariable => textVariableNames.some((known) => known === name);

/** Names what is wrong with the variables of a text; nothing where all is right. */
export function variableFaults(text: string): string[] {
  const names = [...text.matchAll(place)].map(([, name = '']) => name.trim());
  const unknown = names
    .filter((name) => !isVariable(name))
    .map((name) => `there is no variable ${name}; there are ${textVariableNames.join(', ')}`);
  const rest = text.replace(place, '');
  const stray = /[{}]/.test(rest) ? ['write a variable as {{ lead.givenName }}: there is a brace that belongs to none'] : [];
  return [...new Set([...unknown, ...stray])];
}

/** Lists the variables that a text names, each once. */
export function variablesIn(text: string): TextVariable[] {
  return [...new Set([...text.matchAll(place)].map(([, name = '']) => name.trim()))].filter(isVariable);
}

/** Puts values in the places of a text. @param valueFor of a variable that the text names */
export const fillIn = (text: string, valueFor: (name: TextVariable) => string): string =>
  text.replace(place, (whole, name: string) => {
    const trimmed = name.trim();
    return isVariable(trimmed) ? valueFor(trimmed) : whole;
  });
