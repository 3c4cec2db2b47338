import { z } from 'zod';

/** What every service takes that an id of the configuration goes to: groups of SQS, keys of the table, tags of SES, paths of the API. */
const pattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** The same in small letters, for ids that stand in addresses of pages. */
const smallPattern = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The nearest id to a name: `Miền Nam` → `mien-nam`. */
export function suggestId(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-$/, '');
}

function faultOf(input: unknown, characters: string): string {
  const suggestion = typeof input === 'string' ? suggestId(input) : '';
  const rule = `an id is 1–64 ${characters}, a letter or digit first`;
  return suggestion === '' ? rule : `${rule}: write ${suggestion}`;
}

/** An id that people choose, e.g. of a pool. */
export const configId = () =>
  z.string().regex(pattern, { error: ({ input }) => faultOf(input, 'letters of A–Z, digits, `.`, `_` or `-`') });
/** An id that people choose and that stands in addresses, e.g. of a form. */
export const pageId = () => z.string().regex(smallPattern, { error: ({ input }) => faultOf(input, 'small letters of a–z, digits or `-`') });
