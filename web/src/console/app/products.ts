import type { MeView } from '../../../../api/me/me-view.ts';
import type { Language } from '../texts/index.ts';

/** What products are called; a word that names none of them goes on as it was written. */
export const productNames = (ids: readonly string[], known: MeView['products'], language: Language): string[] =>
  ids.map((id) => known.find(({ productId }) => productId === id)?.names[language] ?? id);
