export { readDigestChoice } from './choice.ts';
export { type DigestName, keepMadeDigest, type MadeDigest, readMadeDigest } from './made-digest.ts';
export { makeDigestRequest, sendDigestsRequest } from './request.ts';
export { mayHaveDigests } from './rights.ts';
