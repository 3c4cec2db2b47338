import type { Profile, ValueField } from './profile.ts';
import { ListField } from './profile-config.ts';
import { valuesOf } from './rules-profile.ts';

/** Returns what a field of a profile says: of a list all its parts, else the value that counts. */
export function profileWords(profile: Profile, field: ValueField): string[] {
  const said = valuesOf(profile, field).map(({ value }) => value);
  return ListField.safeParse(field).success ? said : said.slice(0, 1);
}
