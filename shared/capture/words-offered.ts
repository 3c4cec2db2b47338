import type { ConfigReader } from '../config/index.ts';
import type { KnownProducts } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { formKind } from './form-config.ts';
import { answerOffered, offeredBy } from './rules-offered.ts';

/** Reads what the company's own people may call products: what it has declared, and what its forms offer. */
export async function knownProducts(config: ConfigReader): Promise<KnownProducts> {
  const [{ documents: products }, { documents: forms }] = await Promise.all([config.current(productKind), config.current(formKind)]);
  const asked = offeredBy(forms.values(), ({ name }) => name === 'product');
  return { products, offered: (word) => answerOffered(word, asked) };
}

/** Reads the bands of incomes that the company's forms offer; null where none does, or one leaves the words to people. */
export async function incomeBandsOffered(config: ConfigReader): Promise<readonly string[] | null> {
  const { documents: forms } = await config.current(formKind);
  const { words, isOpen } = offeredBy(forms.values(), ({ mapsTo }) => mapsTo === 'incomeBand');
  return isOpen || words.length === 0 ? null : words;
}
