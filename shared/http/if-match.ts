import { InvalidInputError } from '../platform/errors.ts';

/** Reads a version as an ETag names it, quoted or not; undefined where none is named. @throws InvalidInputError for anything else */
export function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined;
  const digits = /^(?:W\/)?"?(\d{1,8})"?$/.exec(ifMatch.trim())?.[1];
  if (digits !== undefined) return Number(digits);
  throw new InvalidInputError('If-Match names no version.', [{ path: 'If-Match', message: 'send the ETag of what you read, such as "3"' }]);
}
