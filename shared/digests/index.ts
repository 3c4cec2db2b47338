export { readDigestChoice } from './choice.ts';
export { type MadeDigest, readMadeDigest } from './made-digest.ts';
export { mayHaveDigests } from './rights.ts';
