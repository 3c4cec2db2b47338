import { fold } from '../identity/text.ts';
import type { ProductConfig } from './product-config.ts';

type Named = Pick<ProductConfig, 'id' | 'names' | 'aliases'>;

/** Returns the words that name a product, folded, each once. */
export function keysOf({ id, names, aliases }: Named): readonly string[] {
  return [...new Set([id, names.vi, names.en, ...aliases].map(fold))].filter((key) => key !== '');
}

/** Returns the product that a word names, whatever its capitals and accents; undefined for one that names none. */
export function productNamed<Product extends Named>(word: string, products: Iterable<Product>): Product | undefined {
  const key = fold(word);
  return [...products].find((product) => keysOf(product).includes(key));
}

/** Returns words about products with the id in place of each that names one, each product once; the others stay as they were written. */
export function withIds(words: readonly string[], products: ReadonlyMap<string, Named>): string[] {
  if (products.size === 0) return [...words];
  return [...new Set(words.map((word) => (products.has(word) ? word : (productNamed(word, products.values())?.id ?? word))))];
}
