import { fold } from '../identity/text.ts';
import type { ProductConfig } from './product-config.ts';

type Named = Pick<ProductConfig, 'id' | 'names' | 'aliases'>;

/** Returns the words that name a product, folded, each once. */
export function keysOf({ id, names, aliases }: Named): readonly string[] {
  return [...new Set([id, names.vi, names.en, ...aliases].map(fold))].filter((key) => key !== '');
}

/** Of each set of products; anybody may post many words, and folding all names for each of them takes its time. */
const indexes = new WeakMap<object, ReadonlyMap<string, Named>>();

function indexOf<Product extends Named>(products: ReadonlyMap<string, Product>): ReadonlyMap<string, Named> {
  const known = indexes.get(products);
  if (known) return known;
  const index = new Map([...products.values()].flatMap((product) => keysOf(product).map((key) => [key, product] as const)));
  indexes.set(products, index);
  return index;
}

/** Returns the product that a word names, whatever its capitals and accents; undefined for one that names none. */
export function productNamed<Product extends Named>(word: string, products: ReadonlyMap<string, Product>): Product | undefined {
  const id = indexOf(products).get(fold(word))?.id;
  return id === undefined ? undefined : products.get(id);
}

/** Returns words about products with the id in place of each that names one, each product once; the others stay as they were written. */
export function withIds(words: readonly string[], products: ReadonlyMap<string, Named>): string[] {
  return [...new Set(words.map((word) => (products.has(word) ? word : (productNamed(word, products)?.id ?? word))))];
}

/** What a company's own people may call products in a record. */
export interface KnownProducts {
  readonly products: ReadonlyMap<string, Named>;
  /** Returns a word as the company's forms offer it; undefined for one that none does. */
  readonly offered: (word: string) => string | undefined;
}

/** Said of a word that colleagues wrote and that is no product. */
export const noSuchProduct = 'write the id or a name of a declared product, or an answer that a form offers';

/**
 * Returns the words that colleagues wrote as a record keeps them, and the places of those that are no product: neither declared, nor offered by a
 * form, nor what the record calls one already. A company that has declared none calls them as it likes.
 */
export function productsWritten(
  typed: readonly (string | null)[],
  { products, offered }: KnownProducts,
  standing: readonly string[] = [],
): { readonly words: string[]; readonly unknown: readonly number[] } {
  const read = (word: string): string | undefined => {
    if (standing.includes(word) || products.has(word)) return word;
    return productNamed(word, products)?.id ?? offered(word) ?? (products.size === 0 ? word : undefined);
  };
  const unknown: number[] = [];
  const words = typed.flatMap((word, place) => {
    const known = word === null ? null : read(word);
    if (known === undefined) unknown.push(place);
    return known ?? [];
  });
  return { words: withIds(words, products), unknown };
}
