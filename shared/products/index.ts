export { type KnownProducts, noSuchProduct, productNamed, productsWritten, withIds } from './rules-words.ts';
